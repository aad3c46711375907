using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.History;

/// <summary>What a sender said about itself, as part of a row; its plugins are not kept.</summary>
internal static class StatusCodec
{
    public static void Write(RowWriter writer, PushStatus status)
    {
        writer.Text(status.Sender);
        writer.Signed(status.KeptFrom);
        writer.Signed(status.Sent.ToUnixTimeMilliseconds());
        writer.Text(status.Hal);
        writer.Text(status.Version);
        writer.Signed(status.Taken);
        writer.Signed(status.WaitingBatches);
        writer.Signed(status.WaitingReadings);
        writer.Signed(status.Lost);
        writer.Byte((byte)((status.DiskWrittenBytes is null ? 0 : 1) | (status.UptimeSeconds is null ? 0 : 2)));
        if (status.DiskWrittenBytes is { } written)
        {
            writer.Signed(written);
        }

        if (status.UptimeSeconds is { } uptime)
        {
            writer.Number(uptime);
        }
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="RowDamagedException">It does not fit together.</exception>
    public static PushStatus Read(ref RowReader reader)
    {
        var sender = reader.Text();
        var keptFrom = reader.Signed();
        var sent = StoredTime.Of(reader.Signed());
        var hal = reader.TextOrNone();
        var version = reader.TextOrNone();
        var taken = reader.Signed();
        var waitingBatches = reader.Signed();
        var waitingReadings = reader.Signed();
        var lost = reader.Signed();
        var flags = reader.Byte();
        long? written = (flags & 1) != 0 ? reader.Signed() : null;
        double? uptime = (flags & 2) != 0 ? reader.Number() : null;
        return new(sender, keptFrom, sent, hal, version, taken, waitingBatches, waitingReadings, lost, written, uptime, Plugins: null);
    }
}
