using System.Globalization;

namespace WasiHal.Hosting.Wasm;

/// <summary>
/// The texts of one answer of a plugin: each may be as long as <c>text_bytes</c>, all together as long as
/// <c>output_bytes</c>. Asked before a text is copied. For one thread.
/// </summary>
internal sealed class AnswerTexts(PluginLimits limits, string limitsKey)
{
    private long _sum;

    /// <summary>Another answer begins.</summary>
    public void Begin() => _sum = 0;

    /// <summary>Takes one text into account.</summary>
    /// <param name="bytes">Its length in UTF-8.</param>
    /// <exception cref="PluginFailedException">It is too long, or all are together.</exception>
    public void Take(long bytes)
    {
        if (bytes > limits.TextBytes)
        {
            throw TooLong($"a text of {bytes} bytes", limits.TextBytes, "text_bytes");
        }

        _sum += bytes;
        if (_sum > limits.OutputBytes)
        {
            throw TooLong("the texts of one answer together", limits.OutputBytes, "output_bytes");
        }
    }

    private PluginFailedException TooLong(string what, int most, string key) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: at most {most} bytes are accepted ({limitsKey}.{key})"));
}
