using System.Collections.Concurrent;
using System.Text;
using System.Web;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Where a portal fetches tokens by its client credentials.</summary>
internal sealed class TokenEndpoint : IDisposable
{
    private readonly HttpListener _listener = new();

    private readonly ConcurrentQueue<IReadOnlyDictionary<string, string>> _asked = [];

    public TokenEndpoint()
    {
        Address = $"http://127.0.0.1:{Ports.Free()}/token";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = AnswerAsync();
    }

    public string Address { get; }

    /// <summary>What it answers, and with which status.</summary>
    public (HttpStatusCode Status, string Text) Answer { get; set; }

    /// <summary>The forms that it was sent.</summary>
    public IReadOnlyCollection<IReadOnlyDictionary<string, string>> Asked => _asked;

    /// <summary>The settings of a portal that fetches its tokens here.</summary>
    public (string, string)[] Settings =>
        [
            ("Mail:User", "portalen@kommun.example"),
            ("Mail:OAuth:TokenEndpoint", Address),
            ("Mail:OAuth:ClientId", "portalen"),
            ("Mail:OAuth:ClientSecret", "hemligt&=ö"),
            ("Mail:OAuth:Scope", "https://post.example/.default"),
        ];

    public void Gives(string token, int seconds) =>
        Answer = (HttpStatusCode.OK, $$"""{"token_type":"Bearer","expires_in":{{seconds}},"access_token":"{{token}}"}""");

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var form = HttpUtility.ParseQueryString(await reader.ReadToEndAsync());
                _asked.Enqueue(form.AllKeys.ToDictionary(k => k!, k => form[k]!));
                context.Response.StatusCode = (int)Answer.Status;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Answer.Text));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
