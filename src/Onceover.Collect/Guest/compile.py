# Runs in the guest's interpreter, isolated: compiles what it is sent and sends back the code. Both ways a message is a length of four bytes,
# least significant first, and then that many bytes. An answer starts with "c" and the marshalled code, or "e", the line in decimal, a
# blank and the error's words. It ends when its input does.
import gc
import marshal
import sys
import warnings

gc.disable()
warnings.simplefilter("ignore")
read, write = sys.stdin.buffer, sys.stdout.buffer
while len(head := read.read(4)) == 4:
    source = read.read(int.from_bytes(head, "little"))
    try:
        answer = b"c" + marshal.dumps(compile(source, "", "exec", dont_inherit=True))
    except SyntaxError as error:
        answer = f"e{error.lineno or 0} {error.msg}".encode("utf-8", "replace")
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        answer = f"e0 {error or type(error).__name__}".encode("utf-8", "replace")
    write.write(len(answer).to_bytes(4, "little") + answer)
    write.flush()
    gc.collect(0)
