"""关于: version, licences, folders, and that no network is used."""

import sys

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from perfdesk import __version__
from perfdesk.base.folders import config_folder, data_folder, log_folder
from perfdesk.gui.dialogs import CLOSE, Message


def show_about(parent: QWidget) -> None:
    """Shows it without waiting for it to be closed."""
    text = "\n".join(
        (
            "编辑、检查和打印项目绩效目标表。程序从不使用网络。",
            "",
            f"Python {sys.version.split()[0]}，Qt {qVersion()}",
            "许可：程序 MIT；Qt 和 PySide6 LGPL 3。",
            "",
            f"自己的表样、历史版本：{data_folder()}",
            f"设置：{config_folder()}",
            f"日志：{log_folder()}",
        )
    )
    message = Message(parent, f"绩效目标表 {__version__}", text, (CLOSE,))
    message.setObjectName("about")
    message.open()
