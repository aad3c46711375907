using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace WasiHal.Cluster.Live;

/// <summary>Writes server-sent events.</summary>
internal static class EventText
{
    /// <summary>How long a browser waits before it comes back.</summary>
    public static void WriteRetry(PipeWriter writer, TimeSpan pause) => Write(writer, $"retry: {(long)pause.TotalMilliseconds}\n\n");

    /// <summary>A sign of life.</summary>
    public static void WriteComment(PipeWriter writer) => writer.Write(":\n\n"u8);

    /// <summary>An event.</summary>
    /// <param name="writer">The answer.</param>
    /// <param name="id">Its id, without line ends.</param>
    /// <param name="name">Its name, without line ends.</param>
    /// <param name="data">JSON in one line.</param>
    public static void Write(PipeWriter writer, string id, string name, ReadOnlySpan<byte> data)
    {
        Write(writer, $"id: {id}\nevent: {name}\ndata: ");
        writer.Write(data);
        writer.Write("\n\n"u8);
    }

    private static void Write(PipeWriter writer, string text) => Encoding.UTF8.GetBytes(text, writer);
}
