package main

import (
	"fmt"
	"sync"
)

func main() {
	var mutex sync.Mutex
	counter := 0
	var tasks sync.WaitGroup
	for t := 0; t < 8; t++ {
		tasks.Add(1)
		go func() {
			defer tasks.Done()
			for i := 0; i < 1_000_000; i++ {
				mutex.Lock()
				counter++
				mutex.Unlock()
			}
		}()
	}
	tasks.Wait()
	fmt.Println(counter)
}
