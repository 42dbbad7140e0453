using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

public class CommentImprovementTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Script = "<script>alert(1)</script>";

    [Test]
    public async Task The_group_comments_and_the_key_person_and_the_owner_get_a_mail_in_their_languages()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var owner = network["Luleå", Function.Manager];
        await network.ReadsEnglishAsync(owner);
        var id = await network.ImproveAsync("Luleå", new { title = "Ny mall", ownerId = owner.Id });
        var mentor = network["Piteå", Function.Politician];
        (await mentor.Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = $"Bra! {Script}" })).ShouldBe(
            HttpStatusCode.Created
        );
        var mails = await network.MailsAsync();
        mails.To().ShouldBe([network["Luleå", Function.KeyPerson].Email, owner.Email], ignoreOrder: true);
        var swedish = mails.Single(m => m.To == network["Luleå", Function.KeyPerson].Email);
        swedish.Subject.ShouldBe("Kommentar till ”Ny mall”");
        swedish.Body.ShouldContain($"{mentor.Name}, Piteå, skriver om er förbättring ”Ny mall”:");
        swedish.Body.ShouldContain(network.ImprovementPage("Luleå", id) + "#comments");
        mails.ShouldAllBe(m => !m.Body.Contains('@'));
        mails.Single(m => m.To == owner.Email).Subject.ShouldBe("Comment on “Ny mall”");

        (
            await network.Coordinator.Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = "Heja" })
        ).ShouldBe(HttpStatusCode.Created);
        (await owner.Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text = "Tack" })).ShouldBe(
            HttpStatusCode.Created
        );
        (await network.MailsAsync())
            .To()
            .Skip(4)
            .ShouldBe([network["Luleå", Function.KeyPerson].Email], "who writes gets none herself");
        var view = (await mentor.Api.GetAsync(network.ImprovementOf("Luleå", id))).ShouldBeOk();
        view["comments"]!
            .AsArray()
            .Select(c => (c!["person"]!.ToString(), c["organisation"]?.ToString(), c["isYours"]!.GetValue<bool>()))
            .ShouldBe([(mentor.Name, "Piteå", true), (network.Coordinator.Name, null, false), (owner.Name, "Luleå", false)]);
        view.Text.ShouldNotContain("@");

        var page = (
            await (await network["Boden", Function.KeyPerson].ReaderAsync()).GetAsync(network.ImprovementPage("Luleå", id))
        ).ShouldBeOk();
        page.Html.ShouldNotContain(Script);
        page.Html.ShouldContain("&lt;script&gt;");
        foreach (
            var (text, rule) in new[]
            {
                ("", "CommentMissing"),
                ("\0", "Unreadable"),
                (new string('x', ImprovementComment.Longest + 1), "TextTooLong"),
            }
        )
        {
            (await mentor.Api.PostAsync(network.ImprovementOf("Luleå", id, "/comments"), new { text })).ShouldBeInvalid(
                rule,
                "text"
            );
        }
    }
}
