package main

import (
	"fmt"
	"runtime"
)

func main() {
	permits := make(chan struct{}, 8)
	results := make(chan int, 64)
	for t := 0; t < 64; t++ {
		go func() {
			done := 0
			for i := 0; i < 31_250; i++ {
				permits <- struct{}{}
				runtime.Gosched()
				done++
				<-permits
			}
			results <- done
		}()
	}
	total := 0
	for t := 0; t < 64; t++ {
		total += <-results
	}
	fmt.Println(total)
}
