using Microsoft.Extensions.DependencyInjection;

namespace WasiHal;

/// <summary>What <c>AddWasiHal()</c> answers; the other libraries register themselves on it, so that a missing board is a compile error.</summary>
public interface IWasiHalBuilder
{
    /// <summary>The services of the host.</summary>
    IServiceCollection Services { get; }
}
