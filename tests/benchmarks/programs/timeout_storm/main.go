package main

import (
	"fmt"
	"runtime"
	"time"
)

func work(i int) int {
	runtime.Gosched()
	return i
}

// Go cannot stop a call from outside: it waits for a goroutine's result or for the timer, whichever comes first.
func timeout(limit time.Duration, i int) (int, bool) {
	result := make(chan int, 1)
	go func() { result <- work(i) }()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case value := <-result:
		return value, true
	case <-timer.C:
		return 0, false
	}
}

func main() {
	total := 0
	for i := 0; i < 2_000_000; i++ {
		if value, ok := timeout(10*time.Second, i); ok {
			total += value
		} else {
			fmt.Println("timed out")
		}
	}
	fmt.Println(total)
}
