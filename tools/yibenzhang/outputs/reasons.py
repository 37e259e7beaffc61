"""Why the system refused a file, in Chinese: the one place that knows error numbers."""

from __future__ import annotations

import errno
from typing import Final

_REASONS: Final = {
    errno.EACCES: "没有权限",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.EBUSY: "文件正被占用",
    errno.EDQUOT: "超出磁盘限额",
    errno.EEXIST: "文件已经存在",
    errno.EFBIG: "文件太大",
    errno.EINVAL: "文件名或参数不能用",
    errno.EIO: "磁盘读写出错",
    errno.EISDIR: "这是文件夹",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "同时打开的文件太多",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENFILE: "同时打开的文件太多",
    errno.ENODEV: "设备不存在",
    errno.ENOENT: "文件或文件夹不存在",
    errno.ENOMEM: "内存不够",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EPERM: "没有权限",
    errno.EPIPE: "接收输出的程序已经关闭",
    errno.EROFS: "磁盘只读",
    errno.ETXTBSY: "文件正被占用",
    errno.EXDEV: "不在同一个磁盘上",
}


def reason(error: OSError) -> str:
    """What went wrong, in a few words, without the file."""
    return _REASONS.get(error.errno or 0) or (f"系统错误 {error.errno}" if error.errno else "系统错误")


def failure(error: OSError) -> str:
    """A sentence that names the file, where the system named one."""
    name = str(error.filename or "")
    return f"读写“{name}”失败：{reason(error)}" if name else f"读写文件失败：{reason(error)}"
