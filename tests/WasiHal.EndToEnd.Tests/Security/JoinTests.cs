using System.Net;
using WasiHal.EndToEnd.Tests.Delivery;

namespace WasiHal.EndToEnd.Tests.Security;

/// <summary>A spoke joins a hub, pushes by its key, is revoked, joins anew; and gives nothing to who is not the hub. The built programs over https.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class JoinTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HubProcess _hub = new();
    private readonly SpokeProcess _spoke = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string HubData => Path.Combine(_hub.Folder, "data");

    private string HubSecurity => Path.Combine(HubData, "security");

    private string SpokeData => Path.Combine(_spoke.Folder, "data");

    private string HubAddress { get; } = $"https://127.0.0.1:{FreePorts.Next()}";

    private string[] SpokeSettings => ["--cluster:node_id=garden", $"--cluster:hub_url={HubAddress}"];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _spoke.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Spoke_JoinsPushesIsRevokedAndJoinsAnew()
    {
        await StartHubAsync();
        _spoke.Drop(CountingPlugin.FileName, CountingPlugin.Text(500));
        await _spoke.StartReadyAsync(Cancellation, SpokeSettings);
        await _spoke.UntilOutputAsync("join the hub with --join", Patience, Cancellation);

        var token = await EnrolAsync();
        Assert.Equal((0, true), await JoinAsync(token, "Joined hub"));
        Assert.Equal((1, true), await JoinAsync(token, "was used"));
        await _spoke.StopAsync(Cancellation);
        await _spoke.StartReadyAsync(Cancellation, SpokeSettings);

        // What was measured before it joined comes too.
        await _hub.UntilAsync("/api/nodes", Patience, nodes => nodes.EnumerateArray().Any(node => node.GetProperty("id").GetString() == "garden" && node.GetProperty("delivery").GetProperty("applied").GetInt64() > 0), Cancellation);

        Assert.Equal((0, true), await ErrandAsync(new HubProcess(), HubData, "garden is refused", "--revoke", "garden"));
        await _spoke.UntilOutputAsync("garden was revoked here", Patience, Cancellation);
        await _spoke.StopAsync(Cancellation);
        Assert.Equal((0, true), await JoinAsync(await EnrolAsync(), "Joined hub"));
        await _spoke.StartReadyAsync(Cancellation, SpokeSettings);
        await _spoke.UntilAsync("/api/nodes", Patience, nodes => nodes[0].GetProperty("outbox").GetInt32() == 0 && nodes[0].GetProperty("problem").ValueKind == System.Text.Json.JsonValueKind.Null, Cancellation);
        Assert.DoesNotContain(token.Split('.')[2], _hub.Output + _spoke.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spoke_WhoeverHasNotTheHubsKey_GetsNeitherTokenNorReadings()
    {
        await StartHubAsync();
        var token = await EnrolAsync();
        var other = token[..^1] + (token[^1] == 'A' ? 'B' : 'A');

        Assert.Equal((1, true), await JoinAsync(other, "The token was not sent"));
        Assert.Equal((0, true), await JoinAsync(token, "Joined hub"));

        // Another machine takes the hub's address.
        await _hub.KillAsync(Cancellation);
        File.Delete(Path.Combine(HubSecurity, "identity.pem"));
        await StartHubAsync();
        _spoke.Drop(CountingPlugin.FileName, CountingPlugin.Text(500));
        await _spoke.StartReadyAsync(Cancellation, SpokeSettings);
        await _spoke.UntilOutputAsync("it has not the key of the hub that this spoke joined", Patience, Cancellation);
        var nodes = await _hub.GetAsync("/api/nodes", Cancellation);

        Assert.DoesNotContain(nodes.EnumerateArray(), node => node.GetProperty("id").GetString() == "garden");
    }

    [Fact]
    public async Task Hub_PrintsItsPasswordOnce_AndFilesAreItsOwnersAlone()
    {
        await StartHubAsync("--cluster:security:sign_in=always");
        await _hub.UntilOutputAsync("Password for buttons and commands: ", Patience, Cancellation);
        var password = Assert.Single(_hub.Passwords);
        using var asked = await _hub.Client.PostAsync(new Uri("/api/buzzer/test", UriKind.Relative), null, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, asked.StatusCode);
        using var body = new StringContent($"{{\"password\":\"{password}\"}}", System.Text.Encoding.UTF8, "application/json");
        using var signedIn = await _hub.Client.PostAsync(new Uri("/api/session", UriKind.Relative), body, Cancellation);
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);

        await _hub.StopAsync(Cancellation);
        await StartHubAsync("--cluster:security:sign_in=always");
        await _hub.StopAsync(Cancellation);

        Assert.Equal([password], _hub.Passwords);
        Assert.All(Directory.EnumerateFiles(HubSecurity, "*", SearchOption.AllDirectories), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.DoesNotContain(Directory.EnumerateFiles(HubData, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(password, StringComparison.Ordinal));
    }

    private async Task StartHubAsync(params string[] more)
    {
        _hub.Start(["--urls", $"{_hub.Client.BaseAddress};{HubAddress}", "--plugins", _hub.Plugins, "--data", HubData, .. more]);
        await _hub.UntilAsync("/readyz", Patience, _ => true, Cancellation);
    }

    private async Task<string> EnrolAsync()
    {
        await using var errand = new HubProcess();
        errand.Start("--data", HubData, "--enrol", "garden");
        Assert.Equal(0, await errand.ExitAsync(Cancellation));
        await errand.UntilOutputAsync("wasihal-join.", Patience, Cancellation);
        return errand.Output.Trim();
    }

    private Task<(int ExitCode, bool IsSaid)> JoinAsync(string token, string said) => ErrandAsync(new SpokeProcess(), SpokeData, said, [.. SpokeSettings, "--join", token]);

    private static async Task<(int ExitCode, bool IsSaid)> ErrandAsync(NodeProcess errand, string data, string said, params string[] arguments)
    {
        await using (errand)
        {
            errand.Start(["--data", data, .. arguments]);
            var exitCode = await errand.ExitAsync(Cancellation);
            await errand.UntilOutputAsync(said, Patience, Cancellation);
            return (exitCode, true);
        }
    }
}
