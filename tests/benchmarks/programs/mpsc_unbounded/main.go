package main

import (
	"fmt"
	"sync"
)

// Go has no unbounded channel. This is the usual queue in its place: the receiver takes all there is at once and gives its
// emptied slice back, so that it locks once for many values.
type queue struct {
	mutex   sync.Mutex
	changed *sync.Cond
	values  []int
	closed  bool
}

func newQueue() *queue {
	q := new(queue)
	q.changed = sync.NewCond(&q.mutex)
	return q
}

func (q *queue) send(value int) {
	q.mutex.Lock()
	q.values = append(q.values, value)
	first := len(q.values) == 1
	q.mutex.Unlock()
	if first {
		q.changed.Signal()
	}
}

func (q *queue) close() {
	q.mutex.Lock()
	q.closed = true
	q.mutex.Unlock()
	q.changed.Signal()
}

// Waits for values; none are left when the result is empty.
func (q *queue) receive(emptied []int) []int {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for len(q.values) == 0 && !q.closed {
		q.changed.Wait()
	}
	values := q.values
	q.values = emptied[:0]
	return values
}

func main() {
	values := newQueue()
	var producers sync.WaitGroup
	for p := 0; p < 4; p++ {
		producers.Add(1)
		go func() {
			defer producers.Done()
			for i := 0; i < 6_000_000; i++ {
				values.send(i)
			}
		}()
	}
	go func() {
		producers.Wait()
		values.close()
	}()
	total := 0
	var received []int
	for {
		received = values.receive(received)
		if len(received) == 0 {
			break
		}
		for _, value := range received {
			total += value
		}
	}
	fmt.Println(total)
}
