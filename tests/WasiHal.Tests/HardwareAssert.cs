namespace WasiHal.Tests;

internal static class HardwareAssert
{
    /// <summary>Asserts the kind and that the message names all of the words.</summary>
    public static void Throws(HardwareErrorKind kind, Action action, params ReadOnlySpan<string> words)
    {
        var exception = Assert.Throws<HardwareException>(action);

        Assert.Equal(kind, exception.Kind);
        foreach (var word in words)
        {
            Assert.Contains(word, exception.Message, StringComparison.Ordinal);
        }
    }
}
