// Tells the style sheet that scripts run.
document.documentElement.classList.add("scripted");
{% if planted("chat-button-without-name") %}
if (document.querySelector(".site-footer")) {
  const chat = document.createElement("button");
  chat.type = "button";
  chat.className = "chat";
  document.body.append(chat);
}
{% endif %}
