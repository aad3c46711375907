using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Spoke;

/// <summary>The push of this project: numbered batches, which the hub confirms by name.</summary>
/// <param name="node">The id of this node.</param>
internal sealed class BatchFormat(string node) : IPushFormat
{
    private const int Quality = 4;
    private const int Window = 18;

    /// <inheritdoc/>
    public bool HasHeartbeat => true;

    /// <inheritdoc/>
    public PushBody Compose(OutboxSelection selection, PushStatus status)
    {
        var json = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteNumber("protocol"u8, PushRules.Protocol);
            writer.WriteString("node"u8, node);
            if (selection.Batches.Count > 0)
            {
                Write(writer, selection.Batches[0]);
                writer.WriteStartArray("more"u8);
                foreach (var batch in selection.Batches.Skip(1))
                {
                    writer.WriteStartObject();
                    Write(writer, batch);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }

            writer.WritePropertyName("status"u8);
            JsonSerializer.Serialize(writer, status, NodeJson.Default.PushStatus);
            writer.WriteEndObject();
        }

        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(json.WrittenCount)];
        return BrotliEncoder.TryCompress(json.WrittenSpan, packed, out var length, Quality, Window)
            ? new(packed.AsMemory(0, length), "br")
            : new(json.WrittenMemory, null);
    }

    /// <inheritdoc/>
    public PushOutcome Understand(OutboxSelection selection, HubAnswer answer)
    {
        if (answer.Status != 200)
        {
            return PushOutcome.Refused(answer, HubProblem.Of(answer));
        }

        if (Read(answer) is not { } understood)
        {
            return PushOutcome.Refused(answer, "what answers there with 200 is no hub: its answer is not that of a push");
        }

        var sent = selection.Batches.Select(batch => batch.Name).ToHashSet();
        var named = understood.Confirmed ?? [];
        var confirmed = named.Where(sent.Contains).ToHashSet();
        return selection.Batches is [var first, ..] && understood.Sequence != first.Name.Sequence ? PushOutcome.Refused(answer, "the answer is one to another push")
            : confirmed.Count < sent.Count ? PushOutcome.Refused(answer, $"{sent.Count - confirmed.Count} of {sent.Count} batches were not confirmed") with { Confirmed = confirmed, Unasked = named.Count(name => !sent.Contains(name)) }
            : PushOutcome.Accepted(confirmed, named.Count(name => !sent.Contains(name)));
    }

    // Of a portal that lets nobody through everything comes back with 200: what is not exactly an answer to a push says nothing.
    private static PushAnswer? Read(HubAnswer answer)
    {
        if (answer.MediaType != "application/json")
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(answer.Body.Span, NodeJson.Default.PushAnswer) is { } understood && understood.Time != default ? understood : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, OutboxBatch batch)
    {
        writer.WriteString("incarnation"u8, batch.Name.Incarnation);
        writer.WriteNumber("sequence"u8, batch.Name.Sequence);
        writer.WritePropertyName("readings"u8);

        // As it is stored, so that it is the same each time.
        writer.WriteRawValue(batch.Json, skipInputValidation: true);
    }
}
