using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>Who this node is: the section <c>[cluster]</c>, as far as every node needs it.</summary>
public sealed class NodeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "cluster";

    /// <summary>The node's id, which every reading carries.</summary>
    /// <value>The machine's name in lower case.</value>
    [ConfigurationKeyName("node_id")]
    [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", ErrorMessage = "is not 1 to 64 of A-Z a-z 0-9 . _ - beginning with a letter or digit")]
    public string NodeId { get; set; } = Environment.MachineName.ToLowerInvariant();
}
