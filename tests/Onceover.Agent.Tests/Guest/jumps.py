"""What follows when a debugger jumps from any line of a function to any other: events, results, errors. Prints a line per jump. Argument: how often the functions ran before."""
import os
import signal
import sys
import warnings


def loops(items):
    total = 0
    for item in items:
        if item > 1 and total < 50:
            total += 1
        elif item == -3:
            total -= 1
            continue
        total += (2 if item
                  else 3)
    while total > 3:
        if total == -1: break
        total -= 1
    else:
        total = 9
    return total


def handlers(items):
    total = 0
    for item in items:
        try:
            if item == 1:
                total += 1
            elif item == -1:
                raise KeyError(item)
            total += [][item] if item == -5 else 1
        except IndexError:
            total = 7
        finally:
            if total > 90:
                total = 0
            total += 1
    with open("/dev/null") as null:
        while total > 2:
            if total == -9:
                return total
            total -= 1
    return total


def values(items):
    for item in items:
        if item == -1:
            yield "no"
        yield item if item >= 0 else "minus"
    yield (1 +
           (item if items
            else 3))


def expressions(items):
    out = []
    for a, b in zip(items, items):
        out.append(max(a if a >= 0 else
                       b,
                       b if b < 50
                       else a))
        if (a >= 0 and
                b >= 0 and
                a != -3):
            out.append(2)
        x = None if a == -4 else a
        if x is None: out.append(x)
        out += [y for y in items if y if y > -1]
    return out


def run(function):
    return list(values([0, 1, 2])) if function is values else function([0, 1, 2])


def lines(function):
    return range(function.__code__.co_firstlineno, max(line for *_, line in function.__code__.co_lines() if line) + 1)


def jump(function, start, end):
    """From the second time that it comes to a line."""
    seen = []
    passes = 0

    def trace(frame, event, argument):
        nonlocal passes
        if frame.f_code is not function.__code__:
            return None
        seen.append((event, frame.f_lineno))
        if len(seen) > 100:
            raise RuntimeError
        if event == "line" and frame.f_lineno == start:
            passes += 1
            if passes == 2:
                try:
                    frame.f_lineno = end
                except ValueError as error:
                    seen.append(str(error))
        return trace

    sys.settrace(trace)
    try:
        result = run(function)
    except Exception as error:
        result = type(error).__name__
    sys.settrace(None)
    return result, seen


warnings.simplefilter("ignore")
FUNCTIONS = [loops, handlers, values, expressions]
for function in FUNCTIONS:
    for i in range(int(sys.argv[1])):
        run(function)
    print(function.__name__, len(function.__code__.co_code), file=sys.stderr)
for function in FUNCTIONS:
    for start in lines(function):
        for end in lines(function):
            # What a jump leaves behind is not to be the next one's.
            sys.stdout.flush()
            child = os.fork()
            if not child:
                sys.stderr = None
                signal.alarm(5)
                print(function.__name__, start, end, *jump(function, start, end), run(function))
                sys.stdout.flush()
                os._exit(0)
            print(*filter(None, [os.waitpid(child, 0)[1]]), end="")
