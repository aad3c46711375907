using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Wasm;

/// <summary>The convention for errors that guests give as text: the first line is the message, the lines after it are detail.</summary>
internal static class GuestText
{
    /// <summary>Longest message; what is longer is cut.</summary>
    private const int LongestMessage = 500;

    /// <summary>Longest detail; what is longer is cut.</summary>
    private const int LongestDetail = 16 << 10;

    /// <summary>The exception that a guest's error stands for.</summary>
    public static PluginFailedException ToException(string text)
    {
        var end = text.AsSpan().IndexOfAny('\n', '\r');
        var message = end < 0 ? text : text[..end];
        var detail = end < 0 ? "" : text[(end + 1)..].Trim('\r', '\n');
        return new PluginFailedException(
            message.Length == 0 ? "the plugin gave an error without a word" : Plain(message, LongestMessage).Replace('\t', ' '),
            detail.Length == 0 ? null : Plain(detail, LongestDetail));
    }

    /// <summary>Text of many lines in which names of a guest's stand, as far as it is shown.</summary>
    public static string Detail(string text) => Plain(text, LongestDetail);

    // Cut twice: before, so that no more than that is looked at; after, because what is spelled out is longer.
    private static string Plain(string text, int longest) => PlainText.Cut(PluginLog.Escape(PlainText.Cut(text, longest)), longest);
}
