using System.Diagnostics;
using System.Globalization;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests.Scarce;

/// <summary>R1: a hub that may have few threads. It serves or it ends, and what it confirmed is there after a restart.</summary>
public sealed class FewThreadsTests
{
    // Enough to start with on two cores, and fewer than a flood has it make.
    private const int Threads = 36;

    [Fact]
    public async Task Hub_WithFewThreadsAndAFloodOfPushes_HasWhatItConfirmed()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Requirement.Missing("Only root can start a program as a user of its own, whose threads can be counted");
        }

        // A user that nobody else is: the limit is of all that a user runs, and not for root.
        var user = string.Create(CultureInfo.InvariantCulture, $"{64_000 + (Environment.ProcessId % 1_000)}");
        await using var hub = new OpenHub();
        using (var given = Process.Start(Requirement.Tool("chown"), ["-R", $"{user}:{user}", hub.Folder]))
        {
            await given.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        string[] asUser = [Requirement.Tool("setpriv"), "--reuid", user, "--regid", user, "--clear-groups"];
        hub.Environment["HOME"] = hub.Folder;
        hub.Environment["DOTNET_PROCESSOR_COUNT"] = "2";
        hub.StartedBy = [.. asUser, Requirement.Tool("prlimit"), string.Create(CultureInfo.InvariantCulture, $"--nproc={Threads}:{Threads}")];

        await PushFlood.JudgeAsync(hub, () => hub.StartedBy = asUser);
    }
}
