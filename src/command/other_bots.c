/* What members tell other bots that have the same prefix: music, moderation, levels, games,
 * economy, polls and tickets, in English and Spanish. None of these is taken for a typing error of ours,
 * however near it is. Verbs of our own do not belong here. In alphabetical order. */
#include "command/other_bots.h"

#include <stdlib.h>
#include <string.h>

static const char *const words[] = {
	"about", "abrazo", "accept", "acepta", "aceptar", "achievements", "actividad", "addrole",
	"adivina", "adopt", "afk", "agregar", "ahorcado", "alarma", "anime", "announce", "answer",
	"anuncio", "apodo", "apostar", "apuesta", "apuestas", "archive", "artist", "ascii",
	"autoplay", "autorole", "avatar", "avisa", "avisar", "aviso", "backup", "badges", "bailar",
	"ballot", "banco", "banear", "bank", "banlist", "banner", "bassboost", "battle",
	"beg", "beso", "bet", "bienvenida", "bingo", "birthday", "blackjack", "block", "bloquear",
	"bonus", "borrar", "botinfo", "bump", "busca", "buscar", "calc", "calcular", "calendar",
	"cambiar", "canal", "cancel", "cancelar", "cancion", "capture", "carta", "casino", "catch",
	"ceder", "challenge", "channel", "chat", "check", "chess", "chiste", "choose", "claim",
	"clean", "clear", "clima", "close", "coin", "coinflip", "coins", "cola", "color", "colour",
	"comandos", "commands", "compliment", "comprar", "confesar", "confess", "confirm",
	"confirmar", "consejo", "continue", "convert", "count", "counter", "counting", "craft",
	"crear", "create", "credits", "crime", "cry", "cuddle", "cumple", "currency", "dado",
	"dados", "daily", "dame", "dance", "dashboard", "date", "deafen", "debug", "decide",
	"decir", "define", "delete", "demote", "denied", "deny", "desbanear", "desmutear", "diario",
	"dice", "diga", "dime", "disable", "disconnect", "discord", "donate", "duel", "echo",
	"economy", "edit", "eightball", "elegir", "embed", "emoji", "emojis", "enable", "encuesta",
	"enlarge", "entrar", "equipo", "estado", "event", "evento", "events", "expulsar", "fact",
	"farm", "feed", "feedback", "fight", "filter", "fish", "flag", "flip", "follow", "forgive",
	"forward", "frase", "gamble", "game", "games", "ganar", "gato", "gifs", "gift",
	"give", "giveaway", "giveaways", "google", "gracias", "greet", "guess", "guild", "hack",
	"hangman", "heal", "hello", "hide", "highlow", "hola", "hora", "horoscope", "house",
	"hug", "hunt", "icon", "image", "imagen", "imagine", "index", "info",
	"informacion", "inv", "inventario", "inventory", "invest", "invitar", "invite", "invites",
	"item", "items", "jail", "join", "joke", "juega", "juego", "jugar", "karma", "kick", "kill",
	"kiss", "language", "latency", "latex", "lava", "leader", "leaderboard", "leave", "level",
	"levels", "limpiar", "link", "links", "list", "lista", "listen", "lluvia", "lock", "logs",
	"loop", "lottery", "lotto", "love", "lyrics", "manage", "marry", "match", "matrix", "medir",
	"meme", "memes", "memory", "mensaje", "mercado", "message", "mina", "mine", "minecraft",
	"modlogs", "moneda", "monedas", "monthly", "music", "musica", "mute", "mutear", "name",
	"news", "next", "nick", "nickname", "nivel", "niveles", "nota", "note", "notes",
	"nowplaying", "nsfw", "opinion", "order", "page", "panel", "parar", "party", "pausa",
	"pause", "pelea", "pelicula", "perdon", "perfil", "permission", "perms", "pets", 
	"ping", "pixel", "plan", "play", "player", "playing", "playlist", "playnext", "playtop",
	"poema", "pokedex", "pokemon", "poker", "poll", "polls", "pomodoro", "pong", 
	"prefijo", "prefix", "pregunta", "premio", "presence", "previous", "price", "prize",
	"profile", "profiles", "prueba", "prune", "purge", "push", "quemar", "question", "queue",
	"quit", "quita", "quitar", "quiz", "quote", "quotes", "race", "radio", "raid", "rain",
	"random", "rank", "ranks", "rate", "reaction", "ready", "recordar", "recordatorio",
	"recuerda", "recuerdame", "refresh", "regalo", "reglas", "reload", "reloj",
	"remind", "reminder", "reminders", "remindme", "remove", "repeat", "reply", "reporta",
	"reportar", "reps", "reputation", "request", "reset", "restart", "resume",
	"resumir", "revive", "rewind", "rico", "riddle", "ring", "roast", "rob", "robar",
	"rolear", "roleinfo", "roll", "roulette", "rules", "ruleta", "salir", "salta", "saltar",
	"salto", "saludo", "save", "say", "score", "scores", "scramble", "search", "seek", "sell",
	"send", "server", "serverinfo", "servidor", "settings", "setup", "share", "ship", "shoot",
	"shop", "show", "shuffle", "siguiente", "skin", "skip", "slap", "slots", "slowmode",
	"snipe", "softban", "song", "songs", "sorteo", "soundboard", "source", "spam", "speak",
	"spin", "spotify", "staff", "starboard", "start", "stats", "status", "steal", "steam",
	"stock", "stocks", "stop", "store", "stream", "subir", "sugerencia", "sugerir", "suggest",
	"suggestion", "summon", "support", "swap", "tags", "team", "teams", "temp", "tempban",
	"tempmute", "tenor", "test", "ticket", "tickets", "tiempo", "tienda", "time", "timeout",
	"timer", "tirar", "titulo", "todo", "toggle", "tomar", "topic", "tops", "topten", "torneo",
	"trabajar", "trabajo", "track", "trade", "traducir", "train", "transcript", "translate",
	"trivia", "truth", "tts", "turno", "twitch", "twitter", "typing", "unban", "undo", "unlock",
	"unmute", "untimeout", "update", "upgrade", "uptime", "urban", "user", "userinfo", "users",
	"valorant", "vender", "verified", "version", "video", "view", "voice", "volume", "volumen",
	"vota", "votar", "vote", "voto", "waifu", "wait", "wallet", "warn", "warning", "warnings",
	"warns", "weather", "weekly", "welcome", "whitelist", "whois", "wiki", "wikipedia", "wink",
	"word", "wordle", "work", "write", "yearly", "youtube",
};

static int compare(const void *key, const void *word)
{
	return strcmp(key, *(const char *const *)word);
}

bool is_of_other_bots(const char *folded)
{
	return bsearch(folded, words, sizeof words / sizeof *words, sizeof *words, compare);
}
