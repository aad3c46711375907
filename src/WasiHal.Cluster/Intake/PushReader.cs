using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Intake;

/// <summary>Reads the body of a push, which is hostile until it is read. Safe from any thread.</summary>
/// <param name="names">Where names come from.</param>
/// <param name="unstated">How soon the next reading is due when the sender does not say.</param>
internal sealed class PushReader(NameTable names, TimeSpan unstated)
{
    private const int ProtocolBit = 1, NodeBit = 2, IncarnationBit = 4, SequenceBit = 8, ReadingsBit = 16, MoreBit = 32, StatusBit = 64;

    /// <summary>Reads a push.</summary>
    /// <param name="body">What came.</param>
    /// <param name="now">When, by the hub's clock.</param>
    /// <exception cref="BadHttpRequestException">It is not understood; the message names the member that is wrong.</exception>
    public CheckedPush Read(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (!Utf8.IsValid(body))
        {
            throw new BadHttpRequestException("The body is not UTF-8.");
        }

        try
        {
            var json = new PushJson(body);
            return ReadDocument(ref json, now);
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException($"The body is not JSON as it is needed: {wrong.Message}");
        }
        catch (InvalidOperationException)
        {
            // So the reader of JSON says that a text holds half of a character.
            throw new BadHttpRequestException("A text of the body is no text in Unicode.");
        }
    }

    private CheckedPush ReadDocument(ref PushJson json, DateTimeOffset now)
    {
        var seen = 0;
        string? node = null;
        var batch = new BatchDraft();
        var more = new List<BatchDraft>();
        PushStatus? status = null;
        var content = new BatchReader(names, unstated);
        json.Next();
        json.RequireObject("The body");
        while (json.NextUntil(JsonTokenType.EndObject))
        {
            if (json.Is("protocol"u8))
            {
                if (json.Begin(ref seen, ProtocolBit, "protocol") && json.Whole("protocol", 0) != PushRules.Protocol)
                {
                    throw json.NotAccepted("protocol", "1, which is what this hub speaks");
                }
            }
            else if (json.Is("node"u8))
            {
                node = json.Begin(ref seen, NodeBit, "node") ? Node(ref json) : null;
            }
            else if (json.Is("incarnation"u8))
            {
                batch.Incarnation = json.Begin(ref seen, IncarnationBit, "incarnation") ? Incarnation(ref json, "incarnation") : null;
            }
            else if (json.Is("sequence"u8))
            {
                batch.Sequence = json.Begin(ref seen, SequenceBit, "sequence") ? json.Whole("sequence", 1) : null;
            }
            else if (json.Is("readings"u8))
            {
                batch.Content = json.Begin(ref seen, ReadingsBit, "readings") ? content.Read(ref json) : null;
            }
            else if (json.Is("more"u8))
            {
                if (json.Begin(ref seen, MoreBit, "more"))
                {
                    ReadMore(ref json, content, more);
                }
            }
            else if (json.Is("status"u8))
            {
                status = json.Begin(ref seen, StatusBit, "status") ? PushStatusReader.Read(ref json) : null;
            }
            else
            {
                json.Skip();
            }
        }

        json.RequireAll(seen, (ProtocolBit, "protocol"), (NodeBit, "node"));
        if (!batch.IsEmpty)
        {
            json.RequireAll(seen, (IncarnationBit, "incarnation"), (SequenceBit, "sequence"), (ReadingsBit, "readings"));
            more.Insert(0, batch);
        }

        json.End();
        var ahead = status?.Sent - now;
        return new(node!, [.. more.Select(draft => draft.Finish(node!, ahead ?? TimeSpan.Zero))], status, ahead);
    }

    private static void ReadMore(ref PushJson json, BatchReader content, List<BatchDraft> more)
    {
        json.RequireList("more");
        for (var index = 0; json.NextUntil(JsonTokenType.EndArray); index++)
        {
            if (index + 1 >= PushRules.MaxBatches)
            {
                throw json.Wrong("more", $"makes more than {PushRules.MaxBatches} batches");
            }

            json.Outer = $"more[{index}].";
            var seen = 0;
            var batch = new BatchDraft();
            json.RequireObject("");
            while (json.NextUntil(JsonTokenType.EndObject))
            {
                if (json.Is("incarnation"u8))
                {
                    batch.Incarnation = json.Begin(ref seen, IncarnationBit, "incarnation") ? Incarnation(ref json, "incarnation") : null;
                }
                else if (json.Is("sequence"u8))
                {
                    batch.Sequence = json.Begin(ref seen, SequenceBit, "sequence") ? json.Whole("sequence", 1) : null;
                }
                else if (json.Is("readings"u8))
                {
                    batch.Content = json.Begin(ref seen, ReadingsBit, "readings") ? content.Read(ref json) : null;
                }
                else
                {
                    json.Skip();
                }
            }

            json.RequireAll(seen, (IncarnationBit, "incarnation"), (SequenceBit, "sequence"), (ReadingsBit, "readings"));
            more.Add(batch);
        }

        json.Outer = "";
    }

    private static string Node(ref PushJson json) =>
        json.Text("node") is var node && PushRules.IsNode(node) ? node : throw json.NotAccepted("node", "1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit");

    /// <summary>An incarnation.</summary>
    public static string Incarnation(ref PushJson json, string name) =>
        json.Text(name) is var text && PushRules.IsIncarnation(text) ? text : throw json.NotAccepted(name, $"1 to {PushRules.MaxIncarnation} of A-Z a-z 0-9 -");
}
