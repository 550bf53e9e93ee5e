using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using FsCheck;
using FsCheck.Fluent;

namespace Chasqui.Runtime.Tests.Collections;

/// <summary>dict and set against .NET's Dictionary and a list of the keys in insertion order, over random operations.</summary>
public sealed class HashModelTests
{
    [Fact]
    public void Dict_behaves_like_a_dictionary_in_insertion_order() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<(byte Kind, byte Key, int Value)[]>(DictAgrees));

    [Fact]
    public void Set_behaves_like_a_set_in_insertion_order() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll<(byte Kind, byte Key)[]>(SetAgrees));

    private static bool DictAgrees((byte Kind, byte Key, int Value)[] operations)
    {
        var dict = new ValueDict<string, long>();
        var model = new Dictionary<string, long>();
        var order = new List<string>();
        foreach ((byte kind, byte number, int value) in operations)
        {
            string key = $"k{number % 40}";
            switch (kind % 8)
            {
                case 0 or 1 or 2:
                    dict.Set(key, value);
                    if (!model.ContainsKey(key))
                    {
                        order.Add(key);
                    }
                    model[key] = value;
                    break;
                case 3 or 4:
                    if (dict.TryRemove(key).IsSome() != model.Remove(key))
                    {
                        return false;
                    }
                    order.Remove(key);
                    break;
                case 5:
                    ValueDict<string, long> before = Ops.Share(dict);
                    Ops.Unique(ref dict).Set("extra", 1);
                    dict = before;
                    break;
                case 6 when model.ContainsKey(key):
                    dict.ItemRef(key) += 1;
                    model[key] += 1;
                    break;
                case 7 when number < 4:
                    dict.Clear();
                    model.Clear();
                    order.Clear();
                    break;
            }
            if (dict.TryGet(key, out long found) != model.TryGetValue(key, out long expected) || found != expected)
            {
                return false;
            }
        }
        return dict.Count == model.Count
            && dict.Keys().Items.ToArray().SequenceEqual(order)
            && dict.Values().Items.ToArray().SequenceEqual(order.Select(k => model[k]));
    }

    private static bool SetAgrees((byte Kind, byte Key)[] operations)
    {
        var set = new ValueSet<long>();
        var order = new List<long>();
        foreach ((byte kind, byte key) in operations)
        {
            long value = key % 32;
            switch (kind % 4)
            {
                case 0 or 1:
                    set.Add(value);
                    if (!order.Contains(value))
                    {
                        order.Add(value);
                    }
                    break;
                case 2:
                    set.Discard(value);
                    order.Remove(value);
                    break;
                case 3 when order.Count > 0:
                    if (set.Pop() != order[0])
                    {
                        return false;
                    }
                    order.RemoveAt(0);
                    break;
            }
            if (set.Contains(value) != order.Contains(value))
            {
                return false;
            }
        }
        return set.Iterate().Collect().Items.ToArray().SequenceEqual(order) && set.Clone().Equals(set);
    }
}
