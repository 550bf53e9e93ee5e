using Chasqui.Runtime.Core;
using Chasqui.Runtime.Sync;

namespace Chasqui.Runtime.Tests.Sync;

/// <summary>A lock over a resource drops it once: with its last handle, or with the last guard that outlives it.</summary>
public sealed class OwnedContentTests
{
    private const int Rounds = 2_000;

    private sealed class Content : IResource
    {
        private int _drops;

        public int Drops => Volatile.Read(ref _drops);

        public void Drop() => Interlocked.Increment(ref _drops);
    }

    [Fact]
    public void The_last_handle_drops_the_content_of_a_free_lock()
    {
        var content = new Content();
        BlockingLock<Content> handle = BlockingLock<Content>.Create(content), other = handle.Clone();
        handle.Drop();
        Assert.Equal(0, content.Drops);
        other.Drop();
        Assert.Equal(1, content.Drops);
    }

    [Fact]
    public void A_guard_that_outlives_the_handles_drops_what_is_in_the_lock_then()
    {
        Content before = new(), after = new();
        BlockingLock<Content> handle = BlockingLock<Content>.Create(before);
        LockGuard<Content> guard = handle.Lock();
        handle.Drop();
        guard.Set(after);
        Assert.Equal((1, 0), (before.Drops, after.Drops));
        guard.Drop();
        Assert.Equal((1, 1), (before.Drops, after.Drops));
    }

    [Fact]
    public void The_last_of_several_readers_drops_the_content()
    {
        var content = new Content();
        BlockingRwLock<Content> handle = BlockingRwLock<Content>.Create(content);
        ReadGuard<Content> first = handle.Read(), second = handle.Read();
        handle.Drop();
        first.Drop();
        Assert.Equal(0, content.Drops);
        second.Drop();
        Assert.Equal(1, content.Drops);
    }

    /// <summary>Whichever of the two comes last, and if they come together.</summary>
    [Fact]
    public void A_handle_and_a_guard_that_go_on_two_threads_drop_the_content_once()
    {
        for (int round = 0; round < Rounds; round++)
        {
            var content = new Content();
            Mutex<Content> mutex = Mutex<Content>.Create(content);
            RwLock<Content> rwLock = RwLock<Content>.Create(new Content());
            Content read = rwLock.Value;
            IResource guard = mutex.TryLock().Unwrap(), reader = rwLock.TryRead().Unwrap();
            Parallel.Invoke(
                () =>
                {
                    guard.Drop();
                    reader.Drop();
                },
                () =>
                {
                    mutex.Drop();
                    rwLock.Drop();
                });
            Assert.Equal((1, 1), (content.Drops, read.Drops));
        }
    }
}
