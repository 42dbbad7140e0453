using System.Net.Sockets;
using Npgsql;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// A way to a PostgreSQL database that turns everybody away until it is opened, as a server that is still starting does.
/// </summary>
internal sealed class LateWay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private readonly CancellationTokenSource _closed = new();

    private readonly NpgsqlConnectionStringBuilder _to;

    private readonly Task _listening;

    private volatile bool _open;

    public LateWay(string connectionString)
    {
        _to = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _listening = ListenAsync();
    }

    /// <summary>How many have been turned away.</summary>
    public int Refused { get; private set; }

    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_to.ToString())
        {
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            Host = "127.0.0.1",
        }.ToString();

    public void Open() => _open = true;

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Stop();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closed.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_closed.IsCancellationRequested)
        {
            var from = await _listener.AcceptTcpClientAsync(_closed.Token);
            if (_open)
            {
                _ = PassAsync(from);
            }
            else
            {
                Refused++;
                from.Dispose();
            }
        }
    }

    private async Task PassAsync(TcpClient from)
    {
        using (from)
        using (var to = new TcpClient())
        {
            await to.ConnectAsync(_to.Host!, _to.Port, _closed.Token);
            await Task.WhenAny(
                from.GetStream().CopyToAsync(to.GetStream(), _closed.Token),
                to.GetStream().CopyToAsync(from.GetStream(), _closed.Token)
            );
        }
    }
}
