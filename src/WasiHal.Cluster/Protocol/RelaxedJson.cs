using System.Text.Encodings.Web;
using System.Text.Json;

namespace WasiHal.Cluster.Protocol;

/// <summary>As <see cref="NodeJson"/>, for what no browser can take for HTML: texts stay as they are as far as JSON allows, and so short.</summary>
internal static class RelaxedJson
{
    public static NodeJson Default { get; } = new(new JsonSerializerOptions(NodeJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
