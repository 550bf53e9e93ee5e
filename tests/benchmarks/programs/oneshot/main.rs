use tokio::sync::{mpsc, oneshot};

struct Request {
    number: i64,
    reply: oneshot::Sender<i64>,
}

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn run() {
    let (tx, mut rx) = mpsc::channel::<Request>(64);
    let server = tokio::spawn(async move {
        while let Some(request) = rx.recv().await {
            request.reply.send(request.number * 2).unwrap();
        }
    });
    let mut total = 0;
    for number in 0..2_000_000 {
        let (reply, answer) = oneshot::channel();
        tx.send(Request { number, reply }).await.ok().unwrap();
        total += answer.await.unwrap();
    }
    drop(tx);
    server.await.unwrap();
    println!("{total}");
}
