using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using WasiHal.Hosting.Catalog;
using WasiHal.Recording;

namespace WasiHal.Hosting.Recording;

/// <summary>One recorder for each plugin, which its instances fill one after the other. Safe from any thread.</summary>
internal sealed class BusRecordings(IOptions<RecorderOptions> options, TimeProvider time) : IBusRecordings
{
    // As /api/plugins shows it.
    private const int VersionDigits = 12;

    private readonly ConcurrentDictionary<string, BusRecorder> _recorders = new(StringComparer.Ordinal);

    public bool IsOn => options.Value.Transactions > 0;

    public BusRecorder? Find(string pluginId) => _recorders.GetValueOrDefault(pluginId);

    /// <summary>The board for a new instance of a plugin: recorded, or the board itself when nothing is.</summary>
    public IBoard Over(IBoard board, PluginDefinition definition)
    {
        if (!IsOn)
        {
            return board;
        }

        var recorder = _recorders.GetOrAdd(definition.Id, _ => new BusRecorder(options.Value.Transactions, time));
        return new RecordingBoard(board, recorder, definition.Version[..Math.Min(VersionDigits, definition.Version.Length)]);
    }

    /// <summary>Lets go what is kept of a plugin that is gone.</summary>
    public void Forget(string pluginId) => _recorders.TryRemove(pluginId, out _);
}
