using System.Runtime.CompilerServices;

namespace Chasqui.Runtime.Channels;

/// <summary>Messages, first in first out, in a chain of segments: one at a time goes in or out, and all of them change hands at once.</summary>
/// <remarks>One thread at a time; but <see cref="Count"/> may be read by any.</remarks>
internal struct MessageQueue<T>
{
    private const int SmallestSegment = 8;
    private const int LargestSegmentBytes = 32 * 1024;

    private Segment? _first;
    private Segment? _last;

    /// <summary>Emptied, for the next that is needed.</summary>
    private Segment? _spare;
    private int _start;
    private int _end;
    private int _count;

    internal readonly int Count => Volatile.Read(in _count);

    private static int LargestSegment { get; } = Math.Max(SmallestSegment, LargestSegmentBytes / Unsafe.SizeOf<T>());

    internal void Append(T message)
    {
        Segment? last = _last;
        if (last is null || _end == last.Messages.Length)
        {
            last = Extend();
        }
        last.Messages[_end++] = message;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Takes the first message, of which there is one.</summary>
    internal T Dequeue()
    {
        T[] messages = _first!.Messages;
        T message = messages[_start];
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            messages[_start] = default!;
        }
        _start++;
        int left = _count - 1;
        if (left == 0)
        {
            _start = _end = 0;
        }
        else if (_start == messages.Length)
        {
            Advance();
        }
        Volatile.Write(ref _count, left);
        return message;
    }

    /// <summary>Gives all messages to an empty queue, and takes what that has to put new ones in.</summary>
    internal void MoveTo(ref MessageQueue<T> empty) => (this, empty) = (empty, this);

    private Segment Extend()
    {
        int size = _last is null ? SmallestSegment : Math.Min(2 * _last.Messages.Length, LargestSegment);
        Segment segment = _spare is { } spare && spare.Messages.Length >= size ? spare : new Segment(size);
        _spare = null;
        if (_last is null)
        {
            _first = segment;
        }
        else
        {
            _last.Next = segment;
        }
        _end = 0;
        return _last = segment;
    }

    private void Advance()
    {
        Segment emptied = _first!;
        _first = emptied.Next;
        emptied.Next = null;
        _spare = emptied;
        _start = 0;
    }

    private sealed class Segment(int size)
    {
        internal readonly T[] Messages = new T[size];
        internal Segment? Next;
    }
}
