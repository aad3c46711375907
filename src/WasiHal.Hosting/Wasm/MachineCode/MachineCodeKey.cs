using System.Security.Cryptography;
using System.Text;
using Wasmtime;

namespace WasiHal.Hosting.Wasm.MachineCode;

/// <summary>What machine code depends on. Code with another key is of no use.</summary>
/// <param name="Content">Hash of the WebAssembly that it was made of, 24 hexadecimal digits.</param>
/// <param name="Environment">Hash of the engine's version and settings and of the processor, 16 hexadecimal digits.</param>
internal readonly record struct MachineCodeKey(string Content, string Environment)
{
    private static readonly string Here = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{typeof(Engine).Assembly.GetName().Version}|{WasmEngine.Settings}|{CpuFeatures.Fingerprint}")))[..16];

    /// <summary>The key of some content on this machine.</summary>
    public static MachineCodeKey Of(Stream content) => new(Convert.ToHexStringLower(SHA256.HashData(content))[..24], Here);

    /// <summary>The key of some content on this machine.</summary>
    public static MachineCodeKey Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content))[..24], Here);
}
