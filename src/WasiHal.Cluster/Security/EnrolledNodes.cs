using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace WasiHal.Cluster.Security;

/// <summary>
/// The nodes whose keys this hub knows, a file each, so that another process of this machine can add and revoke: what it
/// writes holds from the next request on. Safe from any thread.
/// </summary>
internal sealed class EnrolledNodes(PrivateFolder folder, TimeProvider time, ILogger<EnrolledNodes> logger)
{
    private const string Extension = ".json";

    // A folder's time has steps; what changed within one of them may be seen only by the next look.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private readonly PrivateFolder _folder = folder.Inner("nodes");
    private readonly Lock _lock = new();
    private Dictionary<string, EnrolledNode> _byId = [];
    private Dictionary<string, EnrolledNode> _byKey = [];
    private DateTime? _read;

    /// <summary>All of them, ordered by id.</summary>
    public IReadOnlyList<EnrolledNode> All => [.. Look().ById.Values.OrderBy(node => node.Node, StringComparer.Ordinal)];

    /// <summary>What is known of a node; null for nothing.</summary>
    public EnrolledNode? Find(string node) => Look().ById.GetValueOrDefault(node);

    /// <summary>Whether a key is that of a node that may push.</summary>
    public bool IsKnown(string key) => Look().ByKey.GetValueOrDefault(key) is { Revoked: null };

    /// <summary>A node joined.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public void Add(string node, string key) => Write(new(node, key, time.GetUtcNow(), null));

    /// <summary>Takes back what a node was given.</summary>
    /// <returns>False when no such node joined.</returns>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public bool Revoke(string node)
    {
        if (Find(node) is not { } known)
        {
            return false;
        }

        Write(known with { Revoked = known.Revoked ?? time.GetUtcNow() });
        return true;
    }

    private void Write(EnrolledNode node)
    {
        _folder.Write(node.Node + Extension, JsonSerializer.Serialize(node, SecurityJson.Default.EnrolledNode));
        lock (_lock)
        {
            _read = null;
        }
    }

    private (Dictionary<string, EnrolledNode> ById, Dictionary<string, EnrolledNode> ByKey) Look()
    {
        lock (_lock)
        {
            var changed = _folder.Changed;
            if (_read != changed)
            {
                Load();
                _read = time.GetUtcNow() - changed > Step ? changed : null;
            }

            return (_byId, _byKey);
        }
    }

    private void Load()
    {
        var (byId, byKey) = (new Dictionary<string, EnrolledNode>(StringComparer.Ordinal), new Dictionary<string, EnrolledNode>(StringComparer.Ordinal));
        foreach (var name in _folder.Files.Where(name => name.EndsWith(Extension, StringComparison.Ordinal)))
        {
            var id = name[..^Extension.Length];
            var node = ReadOrRefuse(id, name);
            if (node is not null)
            {
                byId[id] = node;
                byKey[node.Key] = node;
            }
        }

        (_byId, _byKey) = (byId, byKey);
    }

    // A file that cannot be read must not turn an enrolled node into one that needs no key.
    private EnrolledNode? ReadOrRefuse(string id, string name)
    {
        try
        {
            return SecurityJson.Read(_folder, name, SecurityJson.Default.EnrolledNode) is { } node ? node with { Node = id } : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.SecurityFileWrong(logger, failure.Message);
            return new(id, "", default, DateTimeOffset.UnixEpoch);
        }
    }
}
