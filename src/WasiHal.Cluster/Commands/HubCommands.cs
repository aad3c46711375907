using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Security;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Commands;

/// <summary>What a spoke says to its hub about commands. Safe from any thread.</summary>
internal sealed class HubCommands(HubConnection hub, Uri push, string node, TimeProvider time)
{
    /// <summary>How often it is told what became of a command before that is given up.</summary>
    public const int Tellings = 5;

    private static readonly TimeSpan BetweenTellings = TimeSpan.FromSeconds(2);

    /// <summary>Asks for a command.</summary>
    /// <param name="accepts">The routes that a command may use.</param>
    /// <param name="stopping">Ends it.</param>
    /// <exception cref="HubUnreachableException">No whole answer came.</exception>
    public Task<HubAnswer> NextAsync(IReadOnlyList<string> accepts, CancellationToken stopping) =>
        SendAsync("next", Json(new(node, accepts), NodeJson.Default.CommandQuestion), HubConnection.Patience, stopping);

    /// <summary>Asks for leave to begin one. After the time in which leave may be given no answer is waited for.</summary>
    /// <exception cref="HubUnreachableException">No whole answer came.</exception>
    public Task<HubAnswer> BeginAsync(string id, CancellationToken stopping) =>
        SendAsync($"{id}/begin", Json(new(node, null), NodeJson.Default.CommandQuestion), CommandDesk.ToBegin, stopping);

    /// <summary>Tells that one is not done, and never will be.</summary>
    /// <exception cref="HubUnreachableException">No whole answer came.</exception>
    public Task DeclineAsync(string id, CancellationToken stopping) =>
        TellAsync($"{id}/decline", Json(new(node, null), NodeJson.Default.CommandQuestion), stopping);

    /// <summary>Tells what became of one.</summary>
    /// <returns>The status of the hub's answer.</returns>
    /// <exception cref="HubUnreachableException">No whole answer came.</exception>
    public Task<int> EndAsync(string id, int status, byte[] body, CancellationToken stopping)
    {
        using var document = JsonDocument.Parse(body.Length == 0 ? "{}"u8.ToArray() : body);
        return TellAsync($"{id}/result", Json(new(node, status, document.RootElement), NodeJson.Default.CommandReport), stopping);
    }

    private async Task<int> TellAsync(string path, byte[] json, CancellationToken stopping)
    {
        for (var telling = 1; ; telling++)
        {
            try
            {
                return (await SendAsync(path, json, HubConnection.Patience, stopping).ConfigureAwait(false)).Status;
            }
            catch (HubUnreachableException) when (telling < Tellings)
            {
                await Task.Delay(BetweenTellings, time, stopping).ConfigureAwait(false);
            }
        }
    }

    private async Task<HubAnswer> SendAsync(string path, byte[] json, TimeSpan patience, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        using var body = new PushBody(json, encoding: null);
        return await hub.SendAsync(new Uri(push, $"{NodeRoutes.Commands}/{path}"), body, stopping, patience).ConfigureAwait(false);
    }

    private static byte[] Json<T>(T document, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(document, type);
}
