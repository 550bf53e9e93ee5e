package main

import (
	"fmt"
	"runtime"
)

func main() {
	total := 0
	for i := 0; i < 10_000_000; i++ {
		runtime.Gosched()
		total = (total + i) % 1_000_007
	}
	fmt.Println(total)
}
