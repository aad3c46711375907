using System.Text;
using WasiHal.Recording;

namespace WasiHal.Tests.Recording;

/// <summary>Files without a disk.</summary>
internal static class Recordings
{
    public const string Header = """{"format":"wasihal-bus/1","plugin":"bme","started":"2026-03-01T12:00:00.007Z"}""";

    /// <summary>Reads lines as the file <c>a.jsonl</c>.</summary>
    public static BusRecording Of(params string[] lines)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return BusRecording.Read(stream, "a.jsonl");
    }

    public static async Task<string[]> LinesOfAsync(BusRecorder recorder)
    {
        using var stream = new MemoryStream();
        await recorder.WriteToAsync(stream, "bme", TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text[..^1].Split('\n');
    }

    public static async Task<BusRecording> OfAsync(BusRecorder recorder) => Of(await LinesOfAsync(recorder));
}
