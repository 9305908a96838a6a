"""Writes random programs: generate.py SEED COUNT FOLDER, as p00000.py and so on. The same seed and interpreter version, the same programs."""

import os
import sys
import warnings

from programs.program import program


def main():
    warnings.simplefilter("ignore")
    seed, count, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    os.makedirs(folder, exist_ok=True)
    for i in range(count):
        with open(os.path.join(folder, f"p{i:05}.py"), "w", encoding="utf-8") as file:
            file.write(program(f"{seed}/{i}", sys.version_info[:2]))


if __name__ == "__main__":
    main()
