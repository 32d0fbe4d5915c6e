"""Take the internet away from this process for good, by a seccomp filter of the kernel.

Run as a program it runs Foreword without the internet: python tests/no_internet.py
VERB... Any attempt to make an internet socket, by Python, Qt, onnxruntime or a
thread or child of theirs, kills the process with SIGSYS. Linux on x86-64 and
aarch64 only.
"""

import ctypes
import os
import platform
import socket
import sys
from pathlib import Path

# Source: linux/seccomp.h, linux/filter.h, linux/audit.h, linux/prctl.h, asm/unistd.h.
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_ALLOW = 0x7FFF0000
_KILL_PROCESS = 0x80000000
_LOAD_WORD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_X32_CALLS = 0x40000000  # a second set of call numbers that x86-64 kernels may know
_IO_URING_SETUP = 425  # a ring can make sockets without the call; same number everywhere
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}

IS_SUPPORTED = sys.platform == "linux" and platform.machine() in _MACHINES


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("jump_true", ctypes.c_uint8),
        ("jump_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def forbid_internet() -> None:
    """Have the kernel kill this process when it makes an internet socket."""
    architecture, socket_call = _MACHINES[platform.machine()]
    steps = [
        (_LOAD_WORD, 0, 0, _ARCHITECTURE_AT),
        (_JUMP_EQUAL, 0, 8, architecture),  # other: kill
        (_LOAD_WORD, 0, 0, _NUMBER_AT),
        (_JUMP_AT_LEAST, 6, 0, _X32_CALLS),  # kill
        (_JUMP_EQUAL, 5, 0, _IO_URING_SETUP),  # kill
        (_JUMP_EQUAL, 0, 3, socket_call),  # other: allow
        (_LOAD_WORD, 0, 0, _FIRST_ARGUMENT_AT),
        (_JUMP_EQUAL, 2, 0, socket.AF_INET),  # kill
        (_JUMP_EQUAL, 1, 0, socket.AF_INET6),  # kill
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _KILL_PROCESS),
    ]
    instructions = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    program = _Program(len(steps), instructions)
    c_library = ctypes.CDLL(None, use_errno=True)
    for call in (
        (_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0),
    ):
        if c_library.prctl(*call) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    forbid_internet()
    from writer_app.cli import main

    sys.exit(main())
