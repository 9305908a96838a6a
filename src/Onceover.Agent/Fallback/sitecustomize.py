# What Pythons import that cannot load the agent: it leaves a note for the host and makes way for the real sitecustomize.
# It runs on anything that calls itself Python, so it is written in what all of them understand, and nothing in it may fail loudly.


def _leave_note():
    import os
    import sys

    folder = os.environ.get("ONCEOVER_RUN")
    if not folder:
        return
    try:
        name = sys.implementation.name
    except AttributeError:
        name = "python"
    words = "%s (%s %d.%d)\n" % (sys.executable, name, sys.version_info[0], sys.version_info[1])
    path = os.path.join(folder, "%d-%d.note" % (os.getpid(), id(words)))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 384)
    try:
        os.write(descriptor, words.encode("utf-8", "replace"))
    finally:
        os.close(descriptor)


def _make_way():
    import os
    import sys

    folder = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if entry.rstrip("/") != folder]
    sys.modules.pop("sitecustomize", None)


try:
    _leave_note()
except Exception:
    pass
_make_way()
import sitecustomize  # noqa: E402, F401
