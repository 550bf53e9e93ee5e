#!/usr/bin/env bash
# Writes a program of about LINES lines that uses the language evenly; the same lines give the same program.
set -euo pipefail

awk -v lines="${1:-20000}" 'BEGIN {
    count = int(lines / 40)
    for (n = 0; n < count; n++) {
        printf "model Item%d:\n    name: str\n    amount: int = %d\n    tags: list[str] = []\n\n", n, n
        printf "    def label(self) -> str:\n        return f\"{self.name}: {self.amount:>5}\"\n\n"
        printf "    def grow(mut self, by: int) -> None:\n        self.amount += by * %d\n\n\n", n % 7 + 1
        printf "enum Shape%d:\n    Dot\n    Circle(int)\n    Box(int, int)\n\n\n", n
        printf "def area%d(shape: Shape%d) -> int:\n", n, n
        printf "    match shape:\n        case Shape%d.Dot: return 0\n", n
        printf "        case Shape%d.Circle(r): return 3 * r * r\n        case Shape%d.Box(w, h): return w * h\n\n\n", n, n
        printf "def work%d(limit: int) -> int:\n    mut total = 0\n    for i in range(limit):\n", n
        printf "        if i %% 3 == 0:\n            total += i\n        elif i %% 5 == 0:\n            total -= 1\n"
        printf "        else:\n            total += area%d(Shape%d.Box(i, 2))\n", n, n
        printf "    mut item = Item%d(name=f\"n{total}\")\n    item.grow(total)\n", n
        printf "    return len(item.label()) + total\n\n\n"
    }
    print "def main() -> None:\n    mut sum = 0"
    for (n = 0; n < count; n++) {
        printf "    sum += work%d(%d)\n", n, n % 10
    }
    print "    println(sum)"
}'
