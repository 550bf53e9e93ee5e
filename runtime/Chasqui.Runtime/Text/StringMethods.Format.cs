using Chasqui.Runtime.Collections;
using Chasqui.Runtime.Core;
using Chasqui.Runtime.Metadata;

namespace Chasqui.Runtime.Text;

public static partial class StringMethods
{
    /// <summary>
    /// Replaces <c>{}</c>, <c>{0}</c> and <c>{name}</c> by the texts of the arguments, laid out by a spec after a colon; <c>{{</c> and <c>}}</c> are
    /// braces.
    /// </summary>
    [Name("format")]
    public static string Format(
        string self, [Rest, Displayed] ValueList<string> args, [KeywordRest, Displayed] ValueDict<string, string> named)
    {
        TextBuffer text = TextBuffer.Rent();
        long next = 0;
        for (int i = 0; i < self.Length; i++)
        {
            char c = self[i];
            bool isDoubled = i + 1 < self.Length && self[i + 1] == c;
            if (c is '{' or '}' && isDoubled)
            {
                text.Append(c);
                i++;
            }
            else if (c == '{')
            {
                int end = self.IndexOf('}', i);
                string place = end < 0 ? throw new ValueError("expected '}' in format string") : self[(i + 1)..end];
                (string key, _, string spec) = Partition(place, ":");
                string value = key.Length == 0 ? At(args, next++) : IsDigit(key) ? At(args, Numbers.ParseInt(key)) : named.Get(key);
                FormatWriter.Write(text, value, spec);
                i = end;
            }
            else if (c == '}')
            {
                throw new ValueError("single '}' in format string");
            }
            else
            {
                text.Append(c);
            }
        }
        return text.Finish();
    }

    private static string At(ValueList<string> args, long index) =>
        index < args.Count ? args.Get(index) : throw new IndexError($"format string has no argument {index}");
}
