"""The calls of the operating system that storage makes, in one object, so that a test can refuse each of them."""

import os
import time

from perfdesk.storage.os_lock import try_lock


class System:
    """The real calls. A test hands in a subclass."""

    open = staticmethod(os.open)
    close = staticmethod(os.close)
    read = staticmethod(os.read)
    write = staticmethod(os.write)
    lseek = staticmethod(os.lseek)
    ftruncate = staticmethod(os.ftruncate)
    fsync = staticmethod(os.fsync)
    fstat = staticmethod(os.fstat)
    stat = staticmethod(os.stat)
    access = staticmethod(os.access)
    chmod = staticmethod(os.chmod)
    replace = staticmethod(os.replace)
    link = staticmethod(os.link)
    unlink = staticmethod(os.unlink)
    make_folder = staticmethod(os.makedirs)
    try_lock = staticmethod(try_lock)
    sleep = staticmethod(time.sleep)


SYSTEM = System()
