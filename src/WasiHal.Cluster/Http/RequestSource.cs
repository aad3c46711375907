namespace WasiHal.Cluster.Http;

/// <summary>What is told apart when requests are counted.</summary>
internal enum RequestSource
{
    /// <summary>Whatever runs on this machine, and the tunnels and proxies that end here.</summary>
    ThisMachine,

    /// <summary>An address of another machine.</summary>
    Elsewhere,

    /// <summary>What other nodes call, asked for on this machine.</summary>
    NodesOfThisMachine,

    /// <summary>What other nodes call, asked for by an address of another machine.</summary>
    NodesElsewhere,

    /// <summary>A node that joined, wherever it is.</summary>
    JoinedNode,
}
