"""Runs a command on a terminal of its own, presses Ctrl-C when it has printed a text, and prints what it printed.

Arguments: columns, rows, the text ("" to press nothing), the command. Ends with the code of the command.
"""
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

LONGEST_SECONDS = 100

columns, rows, awaited = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].encode()
parent, child = pty.openpty()
fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
process = os.fork()
if process == 0:
    os.close(parent)
    os.setsid()
    fcntl.ioctl(child, termios.TIOCSCTTY, 0)
    for stream in range(3):
        os.dup2(child, stream)
    os.execv(sys.argv[4], sys.argv[4:])
os.close(child)

printed = b""
pressed = awaited == b""
deadline = time.monotonic() + LONGEST_SECONDS
while time.monotonic() < deadline:
    if not select.select([parent], [], [], 0.5)[0]:
        continue
    try:
        data = os.read(parent, 4096)
    except OSError:  # Linux says so when the last process has closed its end
        break
    if not data:
        break
    printed += data
    if not pressed and awaited in printed:
        pressed = True
        os.write(parent, b"\x03")
else:
    os.kill(process, 9)
sys.stdout.buffer.write(printed)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) % 256)
