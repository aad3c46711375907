using System.Runtime.InteropServices;
using Wasmtime.Components;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>How much a component answered, counted where the engine holds it.</summary>
/// <param name="Entries">Entries of its list, if it has one.</param>
/// <param name="TextBytes">Length of all its texts together.</param>
/// <param name="LongestText">Length of the longest of them.</param>
internal readonly record struct AnswerSize(long Entries, long TextBytes, long LongestText)
{
    /// <summary>More entries than any plugin may answer are counted, but not looked into.</summary>
    private const int MostEntries = 10_000;

    /// <summary>Counts.</summary>
    /// <param name="value">Where the engine has the value.</param>
    public static AnswerSize Of(nint value)
    {
        var payload = value + NativeValues.Payload;
        switch ((ComponentValueKind)Marshal.ReadByte(value))
        {
            case ComponentValueKind.String:
                var length = (long)Marshal.ReadIntPtr(payload);
                return new AnswerSize(0, length, length);
            case ComponentValueKind.List:
                var count = (long)Marshal.ReadIntPtr(payload);
                return Sum(payload, count, NativeValues.ValueBytes, 0) with { Entries = count };
            case ComponentValueKind.Record:
                return Sum(payload, Marshal.ReadIntPtr(payload), NativeValues.FieldBytes, NativeValues.FieldValue);
            case ComponentValueKind.Variant:
                return OfPointer(payload + (2 * nint.Size));
            case ComponentValueKind.Result:
                return OfPointer(payload + nint.Size);
            default:
                return default;
        }
    }

    private static AnswerSize Sum(nint vector, long count, int stride, int offset)
    {
        var sum = default(AnswerSize);
        var data = Marshal.ReadIntPtr(vector + nint.Size);
        for (var i = 0; i < count && count <= MostEntries; i++)
        {
            var entry = Of(data + (i * stride) + offset);
            sum = new AnswerSize(sum.Entries + entry.Entries, sum.TextBytes + entry.TextBytes, Math.Max(sum.LongestText, entry.LongestText));
        }

        return sum;
    }

    private static AnswerSize OfPointer(nint address)
    {
        var value = Marshal.ReadIntPtr(address);
        return value == 0 ? default : Of(value);
    }
}
