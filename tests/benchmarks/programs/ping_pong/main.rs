use tokio::sync::mpsc;

// The work is a task of its own: the future of `main` runs outside the workers, which would make every wake-up cross threads.
#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn run() {
    let (there, mut there_rx) = mpsc::channel::<i64>(1);
    let (back, mut back_rx) = mpsc::channel::<i64>(1);
    let other = tokio::spawn(async move {
        while let Some(ball) = there_rx.recv().await {
            back.send(ball + 1).await.unwrap();
        }
    });
    let mut ball = 0;
    for _ in 0..1_000_000 {
        there.send(ball).await.unwrap();
        ball = back_rx.recv().await.unwrap();
    }
    drop(there);
    other.await.unwrap();
    println!("{ball}");
}
