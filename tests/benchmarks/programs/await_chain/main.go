package main

import "fmt"

// Go has no async functions: these are plain calls, which the compiler may put in place of one another.
func five(n int) int  { return n + 1 }
func four(n int) int  { return five(n) + 1 }
func three(n int) int { return four(n) + 1 }
func two(n int) int   { return three(n) + 1 }
func one(n int) int   { return two(n) + 1 }

func main() {
	total := 0
	for i := 0; i < 10_000_000; i++ {
		total = (total + one(i)) % 1_000_007
	}
	fmt.Println(total)
}
