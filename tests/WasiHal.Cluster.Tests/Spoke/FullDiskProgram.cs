using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Spoke;
using WasiHal.Durable;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>D4 and D5 in a program of its own, whose folder is a small disk: it is filled, the outbox goes on, it is freed.</summary>
internal static class FullDiskProgram
{
    public const string Mode = "outbox-full";
    public const string FileName = Outbox.FileName;

    /// <summary>Runs it; what is not as it should be is an exception.</summary>
    /// <param name="folder">The small disk.</param>
    public static Task RunAsync(string folder)
    {
        var random = new Random(1);
        using var outbox = new Outbox(Path.Combine(folder, FileName), new(), TimeProvider.System, NullLogger.Instance);
        var pending = new PendingBatches(OutboxWriter.MaxPendingBytes);
        for (var batch = 0; batch < 300; batch++)
        {
            Add(outbox, pending, random);
            outbox.Write(pending);
        }

        Fill(folder);
        for (var batch = 0; batch < 2000; batch++)
        {
            Add(outbox, pending, random);
            TryWrite(outbox, pending);
        }

        Require(outbox.Problem is not null, "the disk is not full");
        Require(pending.Batches.Sum(batch => batch.Content.Length) <= 2 * OutboxWriter.MaxPendingBytes, "too much waits in memory");
        Require(pending.Losses.Memory > 0, "nothing was dropped from memory");

        // D5: what the hub confirms is deleted on the full disk, and makes room for what waits.
        var waiting = outbox.Figures.WaitingReadings;
        for (var round = 0; round < 50 && outbox.Figures.WaitingReadings > 0; round++)
        {
            var selection = outbox.Select(new(0, true, Pusher.MaxJson, PushRules.MaxBatches, _ => false));
            outbox.Settle(selection, selection.Batches.Select(batch => batch.Name).ToHashSet(), mayHaveLeft: true);
            TryWrite(outbox, pending);
        }

        Require(outbox.Figures.Confirmed >= waiting && outbox.ConfirmedBatches == 0, $"stuck while deleting: {outbox.Figures}, {outbox.ConfirmedBatches} to delete, {outbox.Problem}");

        File.Delete(Path.Combine(folder, "filler"));
        Add(outbox, pending, random);
        Require(TryWrite(outbox, pending) && pending.IsEmpty && outbox.Problem is null, $"it does not take up again: {outbox.Problem}");
        var figures = outbox.Figures;
        Require(figures.Taken == 2301 && figures.Taken == figures.Confirmed + figures.WaitingReadings + figures.Lost.Total && figures.Lost.Total == figures.Lost.Memory, $"{figures}");
        Require(File.Exists(Path.Combine(folder, FileName + ".ballast")), "the ballast was not taken again");
        return Task.CompletedTask;
    }

    private static void Add(Outbox outbox, PendingBatches pending, Random random)
    {
        var reading = new Reading("spoke", "text", new("room", "text", ReadingValue.FromText(OutboxBoundsTests.Noise(random, 1000)), ""), new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(15));
        pending.Add(new(BatchContent.Pack([reading], outbox.MaxBatchJson, out var packed), packed, null));
    }

    private static bool TryWrite(Outbox outbox, PendingBatches pending)
    {
        try
        {
            outbox.Write(pending);
            return true;
        }
        catch (DatabaseUnavailableException)
        {
            return false;
        }
    }

    private static void Fill(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var block = new byte[1024]; ;)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // It is full, which is what was wanted.
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new UnreachableException(otherwise);
        }
    }
}
