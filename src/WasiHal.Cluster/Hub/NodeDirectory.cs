using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WasiHal.Cluster.History;
using WasiHal.Cluster.Http;
using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster;

/// <summary>The nodes that this one knows: itself, and on a hub whoever pushes to it.</summary>
internal sealed class NodeDirectory(IOptions<NodeOptions> node, IOptions<HubOptions> hub, IBoard board, DiskWrites disk, TimeProvider time, IOwnDelivery? delivery = null, KnownNodes? known = null, HubDatabase? history = null)
{
    /// <summary>The version of this program.</summary>
    public static readonly string Version =
        typeof(NodeDirectory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Every node at this moment: this one, then the others by id.</summary>
    public IReadOnlyList<NodeDocument> Current => [Itself(), .. known?.Documents ?? []];

    /// <summary>The id of this one.</summary>
    public string Own => node.Value.NodeId;

    /// <summary>Why a command cannot be for a node; null when it can.</summary>
    /// <param name="id">The node that is meant; null means this one.</param>
    public BadHttpRequestException? WhyNot(string? id)
    {
        if (id is null || id == Own)
        {
            return null;
        }

        return known?.Has(id) == true
            ? new($"{id} is another node, and is asked for that itself.", StatusCodes.Status409Conflict)
            : new($"There is no node {RequestQuery.Short(id)} here. There are: {string.Join(", ", Current.Select(other => other.Id))}.", StatusCodes.Status404NotFound);
    }

    /// <summary>The node that a request is for.</summary>
    /// <param name="context">The request, with <c>?node=</c> or without.</param>
    /// <exception cref="BadHttpRequestException">There is no such node, or it is another one.</exception>
    public string Require(HttpContext context) => WhyNot(RequestQuery.Text(context, "node")) is { } problem ? throw problem : Own;

    private NodeDocument Itself()
    {
        var (bytes, bytesPerDay) = disk.Read();
        var own = known?.OwnDelivery;
        return new(Own, delivery?.Role ?? hub.Value.Role, board.Provider, NodeState.Online, time.GetUtcNow(), Version, delivery?.WaitingBatches ?? 0, delivery?.Lost ?? own?.Lost ?? 0)
        {
            Delivery = own,
            Problem = delivery?.Problem ?? known?.ProblemOf(Own),
            DiskWrittenBytes = bytes,
            DiskWrittenBytesPerDay = bytesPerDay,
            History = history?.Document,
        };
    }
}
