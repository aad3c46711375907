using System.Globalization;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Tests.Crash;
using WasiHal.Durable;

namespace WasiHal.Cluster.Tests.History;

/// <summary>A hub's ledger in a program of its own: the pushes of a <see cref="LedgerPlan"/> come in, and the history is put in order. Tells each push that is confirmed.</summary>
internal static class LedgerProgram
{
    public const string Mode = "ledger";
    public const string FileName = HubSchema.FileName;

    // A sender never stops trying. Here one call of the disk fails, once.
    private const int MostTries = 10;

    /// <summary>Runs it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">
    /// How many rounds; then, for a log that is put into the file often, <c>full</c> or, for a database that loses what it
    /// told, <c>normal</c>.
    /// </param>
    public static async Task RunAsync(string folder, string arguments)
    {
        var (count, synchronous) = arguments.Split(' ') switch
        {
            [var rounds] => (int.Parse(rounds, CultureInfo.InvariantCulture), null),
            [var rounds, var word] => (int.Parse(rounds, CultureInfo.InvariantCulture), word),
            _ => throw new ArgumentException(arguments),
        };
        var plan = new LedgerPlan(count);
        using var hub = new LedgerHub(folder, plan.TimeOf(0));
        await StartAsync(hub.StartAsync, hub, synchronous);
        for (var round = 0; round < count; round++)
        {
            hub.Until(plan.TimeOf(round));
            await Task.WhenAll(plan.Rounds[round].Select(push => PushAsync(hub.History.Ledger, push)));
            if (count < 10 || round % 3 > 0)
            {
                await hub.MaintainAsync(isForced: round % 3 == 1);
            }

            if (round == count / 2)
            {
                await StartAsync(hub.RestartAsync, hub, synchronous);
            }
        }
    }

    private static async Task StartAsync(Func<Task> start, LedgerHub hub, string? synchronous)
    {
        await start();
        if (synchronous is not null)
        {
            await hub.History.Database.UseAsync(
                session =>
                {
                    session.Connection.Execute($"PRAGMA wal_autocheckpoint = 64; PRAGMA synchronous = {synchronous}");
                    return true;
                },
                CancellationToken.None);
        }
    }

    private static async Task PushAsync(BatchLedger ledger, LedgerPush push)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var outcomes = await ledger.ApplyAsync(push.Report, push.Batches, CancellationToken.None);
                if (outcomes.Any(outcome => outcome.Kind is not (BatchOutcomeKind.Applied or BatchOutcomeKind.Duplicate)))
                {
                    throw new InvalidOperationException($"push {push.Number}: {string.Join(", ", outcomes)}");
                }

                WriterProgram.Tell(string.Create(CultureInfo.InvariantCulture, $"{push.Number}"));
                return;
            }
            catch (DatabaseUnavailableException) when (tries < MostTries)
            {
                if (!push.IsNamed)
                {
                    // Nobody knows, and nobody may send it again.
                    return;
                }
            }
        }
    }
}
