"""Advance widths of Latin letters in Times New Roman, in 1/2048 em, so that no installed font decides a line break.

Source: the `hmtx` tables of Liberation Serif 1.07.4, regular and bold, which is metrically compatible with Times New
Roman. Basic Latin, Latin-1 and Latin Extended-A, less what stands a full em wide in Chinese text.
"""

EM = 2048

_REGULAR = {
    369: "'",
    410: "|¦",
    512: " ,.\xa0",
    569: "/:;\\ijltîïĩĭįĵĺļţ",
    682: "!()-I[]`frÌÍÎÏĨĪĬĮİŕŗř",
    797: "JsĴśŝşš",
    832: "ľ",
    836: '"',
    875: "ť",
    909: "?acezâãäåçëăąćĉċčĕėęźżž„",
    961: "^",
    983: "{}",
    1024: "#$*0123456789_bdghknopquvxy¢£¥«¯»ñôõöûýÿĝğġģĥķņŏőũŭůűųŷ",
    1108: "~",
    1139: "FPSŚŜŞŠ",
    1155: "+<=>¬",
    1180: "µ",
    1251: "ELTZÈÉÊËĒĔĖĘĚĹĻĽŢŤŹŻŽ",
    1324: "ď",
    1366: "BCRÇĆĈĊČŔŖŘ",
    1479: "ADGHKNOQUVXYwÀÁÂÃÄÅÑÒÓÔÕÖÙÚÛÜÝĀĂĄĎĐĜĞĠĢĤĶŃŅŇŌŎŐŨŪŬŮŰŲŵŶŸ",
    1556: "©",
    1593: "&m",
    1706: "%",
    1821: "M",
    1886: "@",
    1933: "WŴ",
}

_BOLD = {
    451: "|¦",
    512: " ,.\xa0",
    569: "'/\\ilîïĩĭįĺļ",
    682: "!()-:;[]`fjtĵţ",
    797: "IsÌÍÎÏĨĪĬĮİśŝşš",
    807: "{}",
    909: "cerzçëćĉċčĕėęŕŗřźżž",
    960: "ľ",
    1024: "#$*0123456789?J_agovxy¢£¥«¯»âãäåôõöýÿăąĝğġģĴŏőŷ„",
    1065: "~",
    1067: "ť",
    1137: '"',
    1139: "SbdhknpquñûĥķņŚŜŞŠũŭůűų",
    1167: "+<=>¬",
    1180: "µ",
    1190: "^",
    1251: "FP",
    1366: "BELTZÈÉÊËĒĔĖĘĚĹĻĽŢŤŹŻŽ",
    1479: "ACDNRUVXYwÀÁÂÃÄÅÇÑÙÚÛÜÝĀĂĄĆĈĊČĎĐŃŅŇŔŖŘŨŪŬŮŰŲŵŶŸ",
    1502: "ď",
    1530: "©",
    1593: "GHKOQÒÓÔÕÖĜĞĠĢĤĶŌŎŐ",
    1706: "&m",
    1905: "@",
    1933: "M",
    2048: "%WŴ",
}

REGULAR = {letter: width for width, letters in _REGULAR.items() for letter in letters}
BOLD = {letter: width for width, letters in _BOLD.items() for letter in letters}
