using Microsoft.Extensions.DependencyInjection;

namespace WasiHal;

internal sealed class WasiHalBuilder(IServiceCollection services) : IWasiHalBuilder
{
    public IServiceCollection Services { get; } = services;
}
