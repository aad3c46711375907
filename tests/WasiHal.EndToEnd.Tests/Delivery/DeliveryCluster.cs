using System.Globalization;
using System.Text.Json;

namespace WasiHal.EndToEnd.Tests.Delivery;

/// <summary>A hub and spokes as processes on loopback, with a plugin that counts on each spoke; and what can be said of their delivery.</summary>
internal sealed class DeliveryCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo _machineCode = new(Path.Combine(AppContext.BaseDirectory, "delivery-machine-code"));
    private readonly int _pollMilliseconds;

    public DeliveryCluster(int spokes, int pollMilliseconds)
    {
        _pollMilliseconds = pollMilliseconds;
        Spokes = [.. Enumerable.Range(1, spokes).Select(_ => new SpokeProcess())];
        PushTo = new Uri(Hub.Client.BaseAddress!, "/push");
    }

    public HubProcess Hub { get; } = new();

    public IReadOnlyList<SpokeProcess> Spokes { get; }

    /// <summary>Where spokes push to.</summary>
    public Uri PushTo { get; set; }

    /// <summary>What is added to the command line of the hub, and of each spoke.</summary>
    public List<string> HubArguments { get; } = [];

    public List<string> SpokeArguments { get; } = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The id of a spoke.</summary>
    public static string IdOf(int spoke) => string.Create(CultureInfo.InvariantCulture, $"spoke-{spoke + 1}");

    public Task StartHubAsync() => Hub.StartReadyAsync(Cancelled, ["--cluster:node_id=hub", Code, .. HubArguments]);

    /// <summary>Starts a spoke, with the plugin.</summary>
    public Task StartSpokeAsync(int spoke)
    {
        Spokes[spoke].Drop(CountingPlugin.FileName, CountingPlugin.Text(_pollMilliseconds));
        return Spokes[spoke].StartReadyAsync(Cancelled, [.. ArgumentsOf(spoke), .. SpokeArguments]);
    }

    public async Task StartAllAsync()
    {
        await StartHubAsync();

        // One after the other: the first one makes the machine code for all.
        for (var spoke = 0; spoke < Spokes.Count; spoke++)
        {
            await StartSpokeAsync(spoke);
        }
    }

    /// <summary>Waits until a spoke's readings have come to the hub, as many as that.</summary>
    public async Task UntilAppliedAsync(int spoke, long readings) =>
        await Hub.UntilAsync("/api/nodes", Patience, nodes => Find(nodes, IdOf(spoke)) is { } node && node.GetProperty("delivery").GetProperty("applied").GetInt64() >= readings, Cancelled);

    /// <summary>
    /// Has every spoke stop measuring, ends it, so that nothing is left in its memory, and starts it without the plugin; then
    /// waits until the hub has all that was measured.
    /// </summary>
    public async Task SettleAsync()
    {
        foreach (var spoke in Spokes)
        {
            File.Delete(Path.Combine(spoke.Plugins, CountingPlugin.FileName));
            await spoke.UntilAsync("/api/plugins", Patience, plugins => plugins.GetArrayLength() == 0, Cancelled);
            await spoke.StopAsync(Cancelled);
        }

        for (var spoke = 0; spoke < Spokes.Count; spoke++)
        {
            var ended = DateTimeOffset.UtcNow;
            await Spokes[spoke].StartReadyAsync(Cancelled, [.. ArgumentsOf(spoke), .. SpokeArguments]);
            await Hub.UntilAsync("/api/nodes", Patience, nodes => IsSettled(nodes, IdOf(spoke), ended), Cancelled);
        }
    }

    /// <summary>What is wrong with the delivery of settled spokes; empty when nothing is.</summary>
    /// <param name="from">A time before the first reading.</param>
    public async Task<List<string>> JudgeAsync(DateTimeOffset from)
    {
        var faults = new List<string>();
        var nodes = await Hub.GetAsync("/api/nodes", Cancelled);
        for (var spoke = 0; spoke < Spokes.Count; spoke++)
        {
            var id = IdOf(spoke);
            var delivery = Find(nodes, id)!.Value.GetProperty("delivery");
            var (taken, applied, lost, rejected) = (Number(delivery, "taken"), Number(delivery, "applied"), Number(delivery, "lost"), Number(delivery, "rejected"));
            if (taken != applied + lost || rejected != 0)
            {
                faults.Add($"{id}: {delivery}");
            }

            var inHistory = 0L;
            foreach (var quantity in CountingPlugin.Names)
            {
                var history = await Hub.GetAsync($"/api/history?node={id}&plugin={CountingPlugin.Id}&sensor={CountingPlugin.Id}&quantity={quantity}&from={from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}&step=1s", Cancelled);
                faults.AddRange(CountedSeries.Judge(history, out var count, out _).Select(fault => $"{id} {quantity} {fault}"));
                inHistory += count;
            }

            if (inHistory != applied)
            {
                faults.Add($"{id}: {applied} readings were applied, and the history has {inHistory}");
            }

            if (inHistory == 0)
            {
                faults.Add($"{id}: nothing came");
            }
        }

        return faults;
    }

    /// <summary>The hub's word on a node, if it knows it.</summary>
    public static JsonElement? Find(JsonElement nodes, string id) =>
        nodes.EnumerateArray().Where(node => node.GetProperty("id").GetString() == id).Select(node => (JsonElement?)node).FirstOrDefault();

    /// <summary>The readings of a node that the hub has taken, as its word on the node says.</summary>
    public static long AppliedOf(JsonElement node) => Number(node.GetProperty("delivery"), "applied");

    public async ValueTask DisposeAsync()
    {
        foreach (var spoke in Spokes)
        {
            await spoke.DisposeAsync();
        }

        await Hub.DisposeAsync();
    }

    private string Code => $"--hosting:machine_code_directory={_machineCode.FullName}";

    private string[] ArgumentsOf(int spoke) => [$"--cluster:node_id={IdOf(spoke)}", $"--cluster:hub_url={PushTo}", Code];

    private static long Number(JsonElement delivery, string name) => delivery.ValueKind == JsonValueKind.Object && delivery.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetInt64() : 0;

    private static bool IsSettled(JsonElement nodes, string id, DateTimeOffset since) =>
        Find(nodes, id) is { } node
        && node.GetProperty("delivery") is var delivery
        && Number(delivery, "waiting") == 0
        && node.GetProperty("lastSeen").GetDateTimeOffset() > since
        && Number(delivery, "taken") == Number(delivery, "applied") + Number(delivery, "lost");
}
