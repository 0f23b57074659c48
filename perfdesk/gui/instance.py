"""How a second start of the program talks to the first: it hands its files over and ends."""

import getpass
import time
import zlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECT_MS = 500
_PAUSE_MS = 50
_ANSWER_MS = 3000
_OK = b"ok\n"
_END = b"\n"


def server_name(folder: Path) -> str:
    """The name under which the programs of one person with one data folder find each other."""
    of = f"{getpass.getuser()}\n{folder}"
    return f"perfdesk-{zlib.crc32(of.encode()):08x}"


def hand_over(paths: Sequence[Path], name: str, patience: float) -> bool:
    """Gives the files to the program that runs already; False when none answers within `patience` seconds."""
    socket = QLocalSocket()
    give_up = time.monotonic() + patience
    socket.connectToServer(name)
    while not socket.waitForConnected(_CONNECT_MS):
        if time.monotonic() > give_up:
            return False
        QThread.msleep(_PAUSE_MS)
        socket.connectToServer(name)
    lines = "".join(f"{path.absolute()}\n" for path in paths)
    socket.write(lines.encode("utf-8", "surrogateescape") + _END)
    socket.flush()
    answer = b""
    while not answer.endswith(_OK) and socket.waitForReadyRead(_ANSWER_MS):
        answer += bytes(socket.readAll().data())
    socket.disconnectFromServer()
    return answer == _OK


class Instance(QObject):
    """Listens for later starts; `handed(paths)` carries the files of one, an empty tuple when it had none."""

    handed = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read: dict[QLocalSocket, bytes] = {}
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        if not self._server.listen(name):
            # Left over from a program that was killed; a living one would have answered.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    @property
    def is_listening(self) -> bool:
        """Whether later starts can reach this one."""
        return self._server.isListening()

    def close_down(self) -> None:
        """Stops listening, also to those who are still talking."""
        self._server.close()
        for socket in tuple(self._read):
            self._part(socket)

    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._read[socket] = b""
            socket.readyRead.connect(partial(self._hear, socket))
            socket.disconnected.connect(partial(self._part, socket))
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        """Reads lines until the empty one, however the socket cuts them."""
        self._read[socket] += bytes(socket.readAll().data())
        read = self._read[socket]
        if read == _END or read.endswith(_END + _END):
            self._read[socket] = b""
            socket.write(_OK)
            socket.flush()
            lines = read.decode("utf-8", "surrogateescape").split("\n")
            self.handed.emit(tuple(Path(line) for line in lines if line))

    def _part(self, socket: QLocalSocket) -> None:
        if self._read.pop(socket, None) is not None:
            socket.readyRead.disconnect()
            socket.disconnected.disconnect()
            socket.deleteLater()
