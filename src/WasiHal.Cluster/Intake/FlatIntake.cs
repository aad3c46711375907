using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.Http;

namespace WasiHal.Cluster.Intake;

/// <summary>Takes pushes of the original's, which prove nothing, number nothing and are answered with nothing but 200.</summary>
internal sealed class FlatIntake(PushAccess access, BatchApplier applier, IOptions<PresenceOptions> presence)
{
    private readonly FlatMemory _memory = new();
    private readonly Lazy<FlatReader> _reader = new(() => new(presence.Value.OfflineAfter.Value));

    /// <summary>Takes a push.</summary>
    /// <param name="context">Who sends it.</param>
    /// <param name="body">A JSON array.</param>
    /// <param name="now">When it came.</param>
    /// <exception cref="BadHttpRequestException">It is refused.</exception>
    public async Task TakeAsync(HttpContext context, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var address = SenderAddress.Of(context);
        if (!access.IsListed(address))
        {
            throw new BadHttpRequestException($"The body is an array, as nodes of the original send it. {PushAccess.Refusal(address)}", StatusCodes.Status403Forbidden);
        }

        var nodes = _reader.Value.Read(body, address).GroupBy(sensor => sensor.Node, StringComparer.Ordinal).ToArray();
        Array.ForEach(nodes, node => access.RequireNode(context, node.Key));
        foreach (var node in nodes)
        {
            var news = node.Where(_memory.TryAdd).ToArray();
            try
            {
                Reading[] readings = [.. news.SelectMany(sensor => sensor.Readings)];
                IncomingBatch[] batches = news.Length == 0 ? [] : [new(node.Key, null, readings, UInt128.Zero) { Rejected = news.Sum(sensor => sensor.Rejected) }];
                await applier.ApplyAsync(address, new(node.Key, now, null, null), batches).ConfigureAwait(false);
            }
            catch
            {
                Array.ForEach(news, _memory.Remove);
                throw;
            }
        }
    }
}
