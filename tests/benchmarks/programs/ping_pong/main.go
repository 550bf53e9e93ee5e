package main

import "fmt"

func main() {
	there := make(chan int, 1)
	back := make(chan int, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ball := range there {
			back <- ball + 1
		}
	}()
	ball := 0
	for i := 0; i < 1_000_000; i++ {
		there <- ball
		ball = <-back
	}
	close(there)
	<-done
	fmt.Println(ball)
}
