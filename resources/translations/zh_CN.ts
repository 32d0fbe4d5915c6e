<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Foreword</name>
    <message>
        <source>Something went wrong inside Foreword; your text is on the page. Save it with Ctrl+S.</source>
        <translation>Foreword 内部出错了；您的文字还在页面上，请按 Ctrl+S 保存。</translation>
    </message>
    <message>
        <source>This document is never sent; ask again, and this machine does it.</source>
        <translation>这份文档从不发送；请再请求一次，由本机来做。</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>No headings yet: a line that begins with # is one.</source>
        <translation>还没有标题：以 # 开头的一行就是标题。</translation>
    </message>
    <message>
        <source>Not to be had here and now.</source>
        <translation>此处现在不可用。</translation>
    </message>
    <message>
        <source>Type a command, or @ for a heading</source>
        <translation>输入命令，或用 @ 查找标题</translation>
    </message>
    <message>
        <source>heading</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>The goal is reached.</source>
        <translation>目标已达成。</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>Counts and goal</source>
        <translation>统计与目标</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Goal</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Goal in words</source>
        <translation>目标字数</translation>
    </message>
    <message>
        <source>Paragraphs</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Reading time</source>
        <translation>阅读时间</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>选区</translation>
    </message>
    <message>
        <source>This session: {words} words in {minutes} min</source>
        <translation>本次写作：{minutes} 分钟，{words} 字</translation>
    </message>
    <message>
        <source>What the goal is for</source>
        <translation>目标范围</translation>
    </message>
    <message>
        <source>Without spaces</source>
        <translation>不含空格</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>字数</translation>
    </message>
    <message>
        <source>Words a day, last {n} days</source>
        <translation>最近 {n} 天每天字数</translation>
    </message>
    <message>
        <source>no goal</source>
        <translation>没有目标</translation>
    </message>
    <message>
        <source>under 1 min</source>
        <translation>不到 1 分钟</translation>
    </message>
    <message>
        <source>words in a session</source>
        <translation>每次写作字数</translation>
    </message>
    <message>
        <source>words in this document</source>
        <translation>本文档字数</translation>
    </message>
    <message>
        <source>{hours} h {n} min</source>
        <translation>{hours} 小时 {n} 分钟</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>most in a day: {n}</source>
        <translation>单日最多：{n}</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>{total} words in {n} days, {today} of them today</source>
        <translation>{n} 天共 {total} 字，其中今天 {today} 字</translation>
    </message>
    <message>
        <source>Asked about a model</source>
        <translation>查询模型</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>Downloaded a model</source>
        <translation>下载模型</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>纠错</translation>
    </message>
    <message>
        <source>Ghost text</source>
        <translation>灰色建议</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Looking ahead</source>
        <translation>预先推算</translation>
    </message>
    <message>
        <source>Model or host</source>
        <translation>模型或主机</translation>
    </message>
    <message>
        <source>Nothing is noted: no connection, and no run of a model.</source>
        <translation>没有任何记录：没有连接，也没有运行模型。</translation>
    </message>
    <message>
        <source>Other ways to go on</source>
        <translation>其他续写</translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>Rewrite, summary or draft</source>
        <translation>改写、摘要或草稿</translation>
    </message>
    <message>
        <source>Score of a text</source>
        <translation>文字评分</translation>
    </message>
    <message>
        <source>Since {day}: no connection was made, {ran}.</source>
        <translation>自 {day} 起：没有建立过连接，{ran}。</translation>
    </message>
    <message>
        <source>Since {day}: {made}; {ran}.</source>
        <translation>自 {day} 起：{made}；{ran}。</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Tried a server</source>
        <translation>试连服务器</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>a model ran once</source>
        <translation>模型运行了一次</translation>
    </message>
    <message>
        <source>a server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>自 {day}</translation>
    </message>
    <message>
        <source>models ran {n} times</source>
        <translation>模型运行了 {n} 次</translation>
    </message>
    <message>
        <source>one connection was made, to {hosts}</source>
        <translation>建立过一次连接，对方是 {hosts}</translation>
    </message>
    <message>
        <source>{n_in} tokens in, {n_out} out</source>
        <translation>读入 {n_in}、写出 {n_out} 个词元</translation>
    </message>
    <message>
        <source>{n} connections were made, to {hosts}</source>
        <translation>建立过 {n} 次连接，对方是 {hosts}</translation>
    </message>
    <message>
        <source>{n} ms</source>
        <translation>{n} 毫秒</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{sent}, {received}</source>
        <translation>{sent}，{received}</translation>
    </message>
    <message>
        <source>{size} received</source>
        <translation>收到 {size}</translation>
    </message>
    <message>
        <source>{size} sent</source>
        <translation>发出 {size}</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Forget All of This</source>
        <translation>全部清除(&amp;F)</translation>
    </message>
    <message>
        <source>A damaged ledger was set aside as {path}; what could be read is here.</source>
        <translation>损坏的记录已另存为 {path}；能读出的都在这里。</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter by host, model or purpose</source>
        <translation>按主机、模型或用途筛选</translation>
    </message>
    <message>
        <source>Kept in {path}, for you alone; never text, never names of files.</source>
        <translation>保存在 {path}，只有您能读取；不含任何文字，不含文件名。</translation>
    </message>
    <message>
        <source>Nothing is kept in this session: the ledger ends with it.</source>
        <translation>这次使用不保留任何内容：记录随之消失。</translation>
    </message>
    <message>
        <source>Runs of a model</source>
        <translation>模型运行</translation>
    </message>
    <message>
        <source>The disk refuses it ({reason}).</source>
        <translation>磁盘拒绝写入（{reason}）。</translation>
    </message>
    <message>
        <source>The ledger is empty.</source>
        <translation>记录已清空。</translation>
    </message>
    <message>
        <source>What Foreword Did</source>
        <translation>Foreword 做过什么</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>列出的内容</translation>
    </message>
    <message>
        <source>{n} damaged lines were left out.</source>
        <translation>略去了 {n} 行损坏的记录。</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Load it</source>
        <translation>载入</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save As...</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save as UTF-8</source>
        <translation>存为 UTF-8</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>{ending} files cannot be read back; use Export.</source>
        <translation>{ending} 文件无法再读回来，请用“导出”。</translation>
    </message>
    <message>
        <source>{name} has come into being meanwhile; save under another name.</source>
        <translation>此间已另有一个“{name}”，请换个名称保存。</translation>
    </message>
    <message>
        <source>{name} is gone from its folder; save to make it again.</source>
        <translation>“{name}”已不在原来的文件夹里；保存即可重新生成。</translation>
    </message>
    <message>
        <source>{name} is open as a working copy in Markdown, without {lost}.</source>
        <translation>“{name}”已作为 Markdown 工作副本打开，不含{lost}。</translation>
    </message>
    <message>
        <source>{name} is open as a working copy in Markdown.</source>
        <translation>“{name}”已作为 Markdown 工作副本打开。</translation>
    </message>
    <message>
        <source>{name} is saved, without {lost}.</source>
        <translation>“{name}”已保存，不含{lost}。</translation>
    </message>
    <message>
        <source>{name} is saved, without {lost}; the original is kept as {kept}.</source>
        <translation>“{name}”已保存，不含{lost}；原文件保留为“{kept}”。</translation>
    </message>
    <message>
        <source>{name} is saved; the original is kept as {kept}.</source>
        <translation>“{name}”已保存；原文件保留为“{kept}”。</translation>
    </message>
    <message>
        <source>{name} is the document itself; only Save writes it.</source>
        <translation>“{name}”就是这份文档本身；只有“保存”会写入它。</translation>
    </message>
    <message>
        <source>{name} was changed by another program since it was opened; save under another name, or save again to replace it.</source>
        <translation>“{name}”打开之后被其他程序改过；请换个名称保存，或再次保存以替换它。</translation>
    </message>
    <message>
        <source>{name} was changed by another program.</source>
        <translation>“{name}”被其他程序修改了。</translation>
    </message>
    <message>
        <source>{name} would lose {lost}; a dated copy of it will be kept.</source>
        <translation>“{name}”会失去{lost}；将另存一份带日期的副本。</translation>
    </message>
    <message>
        <source>{trouble} Its kept text is here, without a name.</source>
        <translation>{trouble}它保留下来的文字在这里，尚未命名。</translation>
    </message>
    <message>
        <source>A writing assistant that runs on this machine alone.</source>
        <translation>只在这台电脑上运行的写作助手。</translation>
    </message>
    <message>
        <source>About Foreword</source>
        <translation>关于 Foreword</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Every version, kept summaries, and unsaved text of windows that have ended; the recent files, the statistics, the ledger and the log: all is removed for good. Your files, your dictionary, and what is on the page, stay.</source>
        <translation>所有版本、保留的摘要、已结束窗口中未保存的文字，以及最近打开的文件、统计、运行记录和日志，都会被永久清除。您的文件、词典和页面上的内容不受影响。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Forget all kept text?</source>
        <translation>要清除所有保留的文字吗？</translation>
    </message>
    <message>
        <source>MIT licence. Qt for Python is used under the LGPL.</source>
        <translation>MIT 许可证。Qt for Python 依 LGPL 使用。</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
    </message>
    <message>
        <source>Nothing you write leaves it.</source>
        <translation>您写的任何内容都不会离开它。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Save the changes to {name}?</source>
        <translation>要保存对“{name}”的修改吗？</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Without saving, they are lost.</source>
        <translation>不保存，这些修改就会丢失。</translation>
    </message>
    <message>
        <source>{name} is there already. Replace it?</source>
        <translation>“{name}”已经存在。要替换它吗？</translation>
    </message>
    <message>
        <source>Suggested changes</source>
        <translation>建议的修改</translation>
    </message>
    <message>
        <source>another version is coming...</source>
        <translation>另一版即将到来...</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>keep all</source>
        <translation>全部接受</translation>
    </message>
    <message>
        <source>keep the rest</source>
        <translation>接受其余</translation>
    </message>
    <message>
        <source>keep these, stop looking</source>
        <translation>接受这些，停止查找</translation>
    </message>
    <message>
        <source>leave as it was</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>looking for more...</source>
        <translation>继续查找...</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>one change: {change}</source>
        <translation>1 处修改：{change}</translation>
    </message>
    <message>
        <source>other version</source>
        <translation>换一版</translation>
    </message>
    <message>
        <source>refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>version {number} of {n}</source>
        <translation>第 {number} 版，共 {n} 版</translation>
    </message>
    <message>
        <source>working...</source>
        <translation>正在处理...</translation>
    </message>
    <message>
        <source>{number} of {n}</source>
        <translation>{number} / {n}</translation>
    </message>
    <message>
        <source>{n} changes; first: {change}</source>
        <translation>{n} 处修改；第一处：{change}</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share}%</translation>
    </message>
    <message>
        <source>“{new}” comes in</source>
        <translation>加入“{new}”</translation>
    </message>
    <message>
        <source>“{old}” becomes “{new}”</source>
        <translation>“{old}”改为“{new}”</translation>
    </message>
    <message>
        <source>“{old}” goes</source>
        <translation>删去“{old}”</translation>
    </message>
    <message>
        <source>Its front matter says “never-send”; it is not sent.</source>
        <translation>它的前置信息写着“never-send”；不会发送。</translation>
    </message>
    <message>
        <source>Texts without a file are never sent to another machine.</source>
        <translation>没有文件的文字从不发送给另一台机器。</translation>
    </message>
    <message>
        <source>This document is never sent to another machine.</source>
        <translation>这份文档从不发送给另一台机器。</translation>
    </message>
    <message>
        <source>This document may be sent again where you switched a server on.</source>
        <translation>在你开启了服务器的情况下，这份文档又可以发送了。</translation>
    </message>
    <message>
        <source>There is no folder {folder}; check the name.</source>
        <translation>没有文件夹 {folder}，请检查名称。</translation>
    </message>
    <message>
        <source>Close the document {name}</source>
        <translation>关闭文档“{name}”</translation>
    </message>
    <message>
        <source>Earlier documents</source>
        <translation>前面的文档</translation>
    </message>
    <message>
        <source>Later documents</source>
        <translation>后面的文档</translation>
    </message>
    <message>
        <source>Open documents</source>
        <translation>已打开的文档</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>{key} another</source>
        <translation>{key} 换一份</translation>
    </message>
    <message>
        <source>{key} discard</source>
        <translation>{key} 丢弃</translation>
    </message>
    <message>
        <source>{key} keep</source>
        <translation>{key} 保留</translation>
    </message>
    <message>
        <source>{key} sentence</source>
        <translation>{key} 一句</translation>
    </message>
    <message>
        <source>{key} word</source>
        <translation>{key} 一个词</translation>
    </message>
    <message>
        <source>What should it say? A brief, keywords, or an outline of several lines</source>
        <translation>要写什么？一句提要、几个关键词，或几行提纲</translation>
    </message>
    <message>
        <source>What the draft should say</source>
        <translation>草稿要写什么</translation>
    </message>
    <message>
        <source>Nothing came to the model here; ask for another, or write on.</source>
        <translation>模型在这里没有想法；再要一份，或继续写。</translation>
    </message>
    <message>
        <source>The text here has changed, so nothing was kept; draft again.</source>
        <translation>这里的文字有变动，因此没有保留；请重新起草。</translation>
    </message>
    <message>
        <source>This document can only be read here.</source>
        <translation>这份文档在这里只能阅读。</translation>
    </message>
    <message>
        <source>Write a few words first, and the draft goes on from them.</source>
        <translation>请先写几个字，草稿会接着写下去。</translation>
    </message>
    <message>
        <source>as an outline</source>
        <translation>作为提纲</translation>
    </message>
    <message>
        <source>as keywords</source>
        <translation>作为关键词</translation>
    </message>
    <message>
        <source>writing…</source>
        <translation>正在写…</translation>
    </message>
    <message>
        <source>Exported to {name}, without {lost}.</source>
        <translation>已导出到“{name}”，不含{lost}。</translation>
    </message>
    <message>
        <source>Exported to {name}.</source>
        <translation>已导出到“{name}”。</translation>
    </message>
    <message>
        <source>{name} could not be made; the text is safe on the page.</source>
        <translation>无法生成“{name}”；文字在页面上，安全无虞。</translation>
    </message>
    <message>
        <source>{name} is no kind of document to export to; use .pdf.</source>
        <translation>不能导出为“{name}”这种文档，请用 .pdf。</translation>
    </message>
    <message>
        <source>A pattern (regular expression)</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Match capitals and signs exactly</source>
        <translation>区分大小写和符号</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Only in the selection</source>
        <translation>只在选中部分</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
    <message>
        <source>Replace every match</source>
        <translation>替换所有匹配</translation>
    </message>
    <message>
        <source>Replace this match</source>
        <translation>替换这一处</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>全字匹配</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>全字</translation>
    </message>
    <message>
        <source>%n replaced</source>
        <translation>已替换 %n 处</translation>
    </message>
    <message>
        <source>No match</source>
        <translation>没有匹配</translation>
    </message>
    <message>
        <source>Select a passage of the text first.</source>
        <translation>请先选中一段文字。</translation>
    </message>
    <message>
        <source>{number} of {all}</source>
        <translation>{number} / {all}</translation>
    </message>
    <message>
        <source>Reading {name} …</source>
        <translation>正在读取“{name}”…</translation>
    </message>
    <message>
        <source>Reading {name} … {n} s</source>
        <translation>正在读取“{name}”… {n} 秒</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>{name} cannot be read: no process for it ({why}).</source>
        <translation>“{name}”无法读取：无法启动读取进程（{why}）。</translation>
    </message>
    <message>
        <source>About the Model</source>
        <translation>关于模型</translation>
    </message>
    <message>
        <source>All of it is readable by you alone, and `foreword --temp-dir` keeps nothing at all. Foreword does not rule what the system keeps: its own list of recent documents, its swap file, your backups.</source>
        <translation>以上内容只有您能读取；用 `foreword --temp-dir` 启动则什么都不保留。系统自己保留的内容不归 Foreword 管：系统的最近文档列表、交换文件、您的备份。</translation>
    </message>
    <message>
        <source>All of it, as long as you switch no server on. Your text, the suggestions and what you take of them never leave this machine. There is no account, no telemetry and no look for updates.</source>
        <translation>只要你没有开启服务器，就是全部。你的文字、建议以及你采纳的内容都不会离开本机。没有账号，没有遥测，也不检查更新。</translation>
    </message>
    <message>
        <source>Check it yourself</source>
        <translation>自行验证</translation>
    </message>
    <message>
        <source>Every key can be changed in the settings.</source>
        <translation>每个快捷键都可以在设置中更改。</translation>
    </message>
    <message>
        <source>Help &gt; What Foreword Did lists every connection ever made, and every run of a model.</source>
        <translation>“帮助 &gt; Foreword 做过什么”列出建立过的每一次连接和每一次模型运行。</translation>
    </message>
    <message>
        <source>Ideas</source>
        <translation>备选</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Linux</source>
        <translation>Linux</translation>
    </message>
    <message>
        <source>No model is in use; typing is fine without one.</source>
        <translation>当前没有使用模型；没有它也可以照常写作。</translation>
    </message>
    <message>
        <source>Or read the test that runs Foreword under a filter of the Linux kernel which ends the process at the first attempt to open a connection: `tests/test_privacy.py`.</source>
        <translation>也可以阅读这项测试：它让 Foreword 在 Linux 内核的过滤器下运行，一旦试图打开连接，进程立即终止：`tests/test_privacy.py`。</translation>
    </message>
    <message>
        <source>Peek</source>
        <translation>按住显示</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Take the machine off the network: everything goes on working. Or ask the system. This process has number {pid}; a download is a process of its own, `foreword models`.</source>
        <translation>断开网络：一切照常工作。或者向系统查询。本进程的编号是 {pid}；下载由单独的进程 `foreword models` 进行。</translation>
    </message>
    <message>
        <source>The address is copied; nothing was opened.</source>
        <translation>地址已复制；没有打开任何网页。</translation>
    </message>
    <message>
        <source>This model brought no card.</source>
        <translation>这个模型没有附带说明卡。</translation>
    </message>
    <message>
        <source>Two things use the network, and only when you ask: adding a model, and a server of your own choice that you switched on; while that is on, the status line says so.</source>
        <translation>只有两件事会用到网络，而且都要您亲自开启：添加模型，以及您自己选定并打开的服务器；打开期间，状态栏会一直标明。</translation>
    </message>
    <message>
        <source>What is kept, and where</source>
        <translation>保留了什么，在哪里</translation>
    </message>
    <message>
        <source>What stays here</source>
        <translation>留在本机的内容</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Windows</translation>
    </message>
    <message>
        <source>be asked at every attempt: a firewall for outgoing connections, such as</source>
        <translation>每次尝试都先询问您：使用出站防火墙，例如</translation>
    </message>
    <message>
        <source>every attempt from its start on; no line means none</source>
        <translation>从启动起记录每一次尝试；没有输出就表示没有</translation>
    </message>
    <message>
        <source>goes by</source>
        <translation>清除方法</translation>
    </message>
    <message>
        <source>hold {keys}</source>
        <translation>按住 {keys}</translation>
    </message>
    <message>
        <source>its connections now, in PowerShell; an error means none</source>
        <translation>在 PowerShell 中查看它当前的连接；报错就表示没有连接</translation>
    </message>
    <message>
        <source>its connections now; an empty answer means none</source>
        <translation>查看它当前的连接；没有输出就表示没有连接</translation>
    </message>
    <message>
        <source>languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>let it run without any network</source>
        <translation>让它在完全没有网络的环境中运行</translation>
    </message>
    <message>
        <source>let the firewall refuse it, as administrator</source>
        <translation>以管理员身份让防火墙拒绝它</translation>
    </message>
    <message>
        <source>licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>macOS</source>
        <translation>macOS</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>reads at most</source>
        <translation>最多读取</translation>
    </message>
    <message>
        <source>runs on</source>
        <translation>运行于</translation>
    </message>
    <message>
        <source>watch it</source>
        <translation>持续观察</translation>
    </message>
    <message>
        <source>watch it: the Network page of</source>
        <translation>持续观察：打开下面工具的“网络”页</translation>
    </message>
    <message>
        <source>{n} tokens</source>
        <translation>{n} 个词元</translation>
    </message>
    <message>
        <source>The disk does not answer; your text is on the page: save under another name.</source>
        <translation>磁盘没有响应；您的文字还在页面上，请换个名称保存。</translation>
    </message>
    <message>
        <source>What you type is kept safe again.</source>
        <translation>您输入的内容又能随时保留了。</translation>
    </message>
    <message>
        <source>A text without a name</source>
        <translation>一份未命名的文字</translation>
    </message>
    <message>
        <source>Bring It Back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Changed by another program</source>
        <translation>已被其他程序修改</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Keep Mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Load It</source>
        <translation>载入它</translation>
    </message>
    <message>
        <source>Look…</source>
        <translation>查看…</translation>
    </message>
    <message>
        <source>No version is kept yet; every save keeps one.</source>
        <translation>还没有版本；每次保存都会留下一个。</translation>
    </message>
    <message>
        <source>Text that was not saved</source>
        <translation>未保存的文字</translation>
    </message>
    <message>
        <source>The version is back; undo takes it away again.</source>
        <translation>已恢复该版本；撤销即可退回。</translation>
    </message>
    <message>
        <source>Versions begin with the first save.</source>
        <translation>第一次保存之后才有版本。</translation>
    </message>
    <message>
        <source>Versions of {name}</source>
        <translation>“{name}”的版本</translation>
    </message>
    <message>
        <source>Your unsaved text is back.</source>
        <translation>您未保存的文字已恢复。</translation>
    </message>
    <message>
        <source>{name} as it now is on disk</source>
        <translation>磁盘上现在的“{name}”</translation>
    </message>
    <message>
        <source>{name} was not saved when Foreword ended ({time}).</source>
        <translation>Foreword 结束时“{name}”尚未保存（{time}）。</translation>
    </message>
    <message>
        <source>{n} texts were not saved when Foreword ended.</source>
        <translation>Foreword 结束时有 {n} 份文字尚未保存。</translation>
    </message>
    <message>
        <source>{time}, its end is damaged</source>
        <translation>{time}，末尾已损坏</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>It adds {added} and takes {removed} away.</source>
        <translation>它会增加{added}，删去{removed}。</translation>
    </message>
    <message>
        <source>It adds {added}.</source>
        <translation>它会增加{added}。</translation>
    </message>
    <message>
        <source>It changes spaces and lines only.</source>
        <translation>它只改动空格和换行。</translation>
    </message>
    <message>
        <source>It is the same text.</source>
        <translation>文字完全相同。</translation>
    </message>
    <message>
        <source>It takes {removed} away.</source>
        <translation>它会删去{removed}。</translation>
    </message>
    <message>
        <source>Today, {time}</source>
        <translation>今天 {time}</translation>
    </message>
    <message>
        <source>Yesterday, {time}</source>
        <translation>昨天 {time}</translation>
    </message>
    <message>
        <source>one word</source>
        <translation>1 个字</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{n} words</source>
        <translation>{n} 字</translation>
    </message>
    <message>
        <source>This is not a key.</source>
        <translation>这不是有效按键。</translation>
    </message>
    <message>
        <source>{keys} alone belongs to your text; hold Ctrl or Alt with it.</source>
        <translation>单独的 {keys} 要留给正文；请同时按住 Ctrl 或 Alt。</translation>
    </message>
    <message>
        <source>Add keys</source>
        <translation>添加快捷键</translation>
    </message>
    <message>
        <source>Add keys to {name}</source>
        <translation>为{name}添加快捷键</translation>
    </message>
    <message>
        <source>Keys of {name}: {keys}</source>
        <translation>{name}的快捷键：{keys}</translation>
    </message>
    <message>
        <source>Press keys…</source>
        <translation>请按键…</translation>
    </message>
    <message>
        <source>Press the new keys; Backspace takes them away, Esc leaves them.</source>
        <translation>请按新的快捷键；退格键清除，Esc 保持不变。</translation>
    </message>
    <message>
        <source>Keys: "{keys}" for {action} is not a key.</source>
        <translation>快捷键：“{action}”的“{keys}”不是有效按键。</translation>
    </message>
    <message>
        <source>Keys: there is no action "{name}".</source>
        <translation>快捷键：没有“{name}”这个操作。</translation>
    </message>
    <message>
        <source>Keys: {keys} already is {action}; it stays so.</source>
        <translation>快捷键：{keys} 已用于“{action}”，保持不变。</translation>
    </message>
    <message>
        <source>answer the line</source>
        <translation>照提示去做</translation>
    </message>
    <message>
        <source>ask</source>
        <translation>立即建议</translation>
    </message>
    <message>
        <source>body text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>bold</source>
        <translation>粗体</translation>
    </message>
    <message>
        <source>casual</source>
        <translation>更随意</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>counts and goal</source>
        <translation>统计与目标</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>dismiss</source>
        <translation>忽略建议</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>续写草稿</translation>
    </message>
    <message>
        <source>draft by brief</source>
        <translation>按提要起草</translation>
    </message>
    <message>
        <source>expand</source>
        <translation>扩写</translation>
    </message>
    <message>
        <source>export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>find next</source>
        <translation>查找下一个</translation>
    </message>
    <message>
        <source>find previous</source>
        <translation>查找上一个</translation>
    </message>
    <message>
        <source>fix</source>
        <translation>纠错</translation>
    </message>
    <message>
        <source>focus mode</source>
        <translation>专注模式</translation>
    </message>
    <message>
        <source>forget kept text</source>
        <translation>清除保留的文字</translation>
    </message>
    <message>
        <source>formal</source>
        <translation>更正式</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>heading 1</source>
        <translation>一级标题</translation>
    </message>
    <message>
        <source>heading 2</source>
        <translation>二级标题</translation>
    </message>
    <message>
        <source>heading 3</source>
        <translation>三级标题</translation>
    </message>
    <message>
        <source>heading 4</source>
        <translation>四级标题</translation>
    </message>
    <message>
        <source>heading 5</source>
        <translation>五级标题</translation>
    </message>
    <message>
        <source>heading 6</source>
        <translation>六级标题</translation>
    </message>
    <message>
        <source>italic</source>
        <translation>斜体</translation>
    </message>
    <message>
        <source>keep change</source>
        <translation>接受修改</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>link</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>my dictionary</source>
        <translation>我的词典</translation>
    </message>
    <message>
        <source>narrower column</source>
        <translation>收窄版心</translation>
    </message>
    <message>
        <source>never send document</source>
        <translation>从不发送文档</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>next alternative</source>
        <translation>下一个建议</translation>
    </message>
    <message>
        <source>next change</source>
        <translation>下一处修改</translation>
    </message>
    <message>
        <source>next document</source>
        <translation>下一份文档</translation>
    </message>
    <message>
        <source>next misspelling</source>
        <translation>下一处拼写错误</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>own prompts</source>
        <translation>自己的指令</translation>
    </message>
    <message>
        <source>paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>paste plain</source>
        <translation>粘贴为纯文本</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>previous alternative</source>
        <translation>上一个建议</translation>
    </message>
    <message>
        <source>previous change</source>
        <translation>上一处修改</translation>
    </message>
    <message>
        <source>previous document</source>
        <translation>上一份文档</translation>
    </message>
    <message>
        <source>print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>print preview</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>recovered texts</source>
        <translation>找回的文字</translation>
    </message>
    <message>
        <source>redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>refuse change</source>
        <translation>拒绝修改</translation>
    </message>
    <message>
        <source>rephrase</source>
        <translation>换种说法</translation>
    </message>
    <message>
        <source>replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>rewrite</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>shorten</source>
        <translation>缩短</translation>
    </message>
    <message>
        <source>simplify</source>
        <translation>简化</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>summarise</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>take ghost</source>
        <translation>采用建议</translation>
    </message>
    <message>
        <source>take word</source>
        <translation>采用下一个词</translation>
    </message>
    <message>
        <source>toggle ghosts</source>
        <translation>开关建议</translation>
    </message>
    <message>
        <source>translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>typewriter scrolling</source>
        <translation>打字机滚动</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>usual size</source>
        <translation>默认字号</translation>
    </message>
    <message>
        <source>versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>what foreword did</source>
        <translation>做过什么</translation>
    </message>
    <message>
        <source>wider column</source>
        <translation>加宽版心</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{n} {things}</source>
        <translation>{things} {n} 处</translation>
    </message>
    <message>
        <source>{some} and {last}</source>
        <translation>{some}和{last}</translation>
    </message>
    <message>
        <source>&amp;American English</source>
        <translation>美式英语(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Ask Now</source>
        <translation>立即建议(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Assist</source>
        <translation>助手(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Bold</source>
        <translation>粗体(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;British English</source>
        <translation>英式英语(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Commands...</source>
        <translation>命令(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Do What the Line Offers</source>
        <translation>照提示去做(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Draft On from Here</source>
        <translation>从这里续写(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;English</source>
        <translation>英语(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Expand</source>
        <translation>扩写(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Export...</source>
        <translation>导出(&amp;E)...</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Find...</source>
        <translation>查找(&amp;F)...</translation>
    </message>
    <message>
        <source>&amp;Fix Spelling and Grammar</source>
        <translation>纠正拼写和语法(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Forget Kept Text...</source>
        <translation>清除保留的文字(&amp;F)...</translation>
    </message>
    <message>
        <source>&amp;Full Screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Ghost</source>
        <translation>建议(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Ideas (hold ask)</source>
        <translation>备选（按住“立即建议”）(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Italic</source>
        <translation>斜体(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Larger Text</source>
        <translation>放大文字(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Link</source>
        <translation>链接(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Models...</source>
        <translation>模型(&amp;M)...</translation>
    </message>
    <message>
        <source>&amp;Narrower Column</source>
        <translation>收窄版心(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Next Alternative</source>
        <translation>下一个(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Next Misspelling</source>
        <translation>下一处拼写错误(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Off</source>
        <translation>关闭(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>打开(&amp;O)...</translation>
    </message>
    <message>
        <source>&amp;Outline</source>
        <translation>大纲(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Previous Alternative</source>
        <translation>上一个(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Print...</source>
        <translation>打印(&amp;P)...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Rephrase</source>
        <translation>换种说法(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Replace...</source>
        <translation>替换(&amp;R)...</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Shorten</source>
        <translation>缩短(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Smaller Text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Spelling</source>
        <translation>拼写(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Take It</source>
        <translation>采用(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Translate to...</source>
        <translation>翻译成(&amp;T)...</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Versions...</source>
        <translation>版本(&amp;V)...</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Wider Column</source>
        <translation>加宽版心(&amp;W)</translation>
    </message>
    <message>
        <source>As I type</source>
        <translation>边写边显示</translation>
    </message>
    <message>
        <source>Body &amp;Text</source>
        <translation>正文(&amp;T)</translation>
    </message>
    <message>
        <source>Counts and &amp;Goal</source>
        <translation>统计与目标(&amp;G)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Draft by a &amp;Brief...</source>
        <translation>按提要起草(&amp;B)...</translation>
    </message>
    <message>
        <source>F&amp;ormat</source>
        <translation>格式(&amp;O)</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>查找下一个(&amp;N)</translation>
    </message>
    <message>
        <source>Find Pre&amp;vious</source>
        <translation>查找上一个(&amp;V)</translation>
    </message>
    <message>
        <source>Fo&amp;cus Mode</source>
        <translation>专注模式(&amp;C)</translation>
    </message>
    <message>
        <source>Ghosts &amp;On or Off</source>
        <translation>开关建议(&amp;O)</translation>
    </message>
    <message>
        <source>Heading &amp;1</source>
        <translation>一级标题(&amp;1)</translation>
    </message>
    <message>
        <source>Heading &amp;2</source>
        <translation>二级标题(&amp;2)</translation>
    </message>
    <message>
        <source>Heading &amp;3</source>
        <translation>三级标题(&amp;3)</translation>
    </message>
    <message>
        <source>Heading &amp;4</source>
        <translation>四级标题(&amp;4)</translation>
    </message>
    <message>
        <source>Heading &amp;5</source>
        <translation>五级标题(&amp;5)</translation>
    </message>
    <message>
        <source>Heading &amp;6</source>
        <translation>六级标题(&amp;6)</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>More &amp;Casual</source>
        <translation>更随意(&amp;C)</translation>
    </message>
    <message>
        <source>More F&amp;ormal</source>
        <translation>更正式(&amp;O)</translation>
    </message>
    <message>
        <source>My &amp;Dictionary...</source>
        <translation>我的词典(&amp;D)...</translation>
    </message>
    <message>
        <source>Ne&amp;xt Document</source>
        <translation>下一份文档(&amp;X)</translation>
    </message>
    <message>
        <source>Never Se&amp;nd This Document</source>
        <translation>从不发送这份文档(&amp;N)</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭建议</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>Paste as &amp;Plain Text</source>
        <translation>粘贴为纯文本(&amp;P)</translation>
    </message>
    <message>
        <source>Pre&amp;view</source>
        <translation>预览(&amp;V)</translation>
    </message>
    <message>
        <source>Pre&amp;vious Document</source>
        <translation>上一份文档(&amp;V)</translation>
    </message>
    <message>
        <source>Print Previe&amp;w...</source>
        <translation>打印预览(&amp;W)...</translation>
    </message>
    <message>
        <source>Re&amp;write...</source>
        <translation>改写(&amp;W)...</translation>
    </message>
    <message>
        <source>Recovered &amp;Texts...</source>
        <translation>找回的文字(&amp;T)...</translation>
    </message>
    <message>
        <source>S&amp;implify</source>
        <translation>简化(&amp;I)</translation>
    </message>
    <message>
        <source>Save &amp;As...</source>
        <translation>另存为(&amp;A)...</translation>
    </message>
    <message>
        <source>Save as I &amp;Write</source>
        <translation>边写边保存(&amp;W)</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Send It A&amp;way</source>
        <translation>忽略(&amp;W)</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>暖黄</translation>
    </message>
    <message>
        <source>Settin&amp;gs...</source>
        <translation>设置(&amp;G)...</translation>
    </message>
    <message>
        <source>Su&amp;mmarise</source>
        <translation>摘要(&amp;M)</translation>
    </message>
    <message>
        <source>T&amp;ypewriter Scrolling</source>
        <translation>打字机滚动(&amp;Y)</translation>
    </message>
    <message>
        <source>Ta&amp;b Takes the Ghost</source>
        <translation>Tab 键采用建议(&amp;B)</translation>
    </message>
    <message>
        <source>Take the Next &amp;Word</source>
        <translation>采用下一个词(&amp;W)</translation>
    </message>
    <message>
        <source>Us&amp;ual Size</source>
        <translation>默认字号(&amp;U)</translation>
    </message>
    <message>
        <source>What Foreword &amp;Did...</source>
        <translation>Foreword 做过什么(&amp;D)...</translation>
    </message>
    <message>
        <source>When I pause</source>
        <translation>停顿时显示</translation>
    </message>
    <message>
        <source>While I hold Ctrl+Alt</source>
        <translation>按住 Ctrl+Alt 时显示</translation>
    </message>
    <message>
        <source>Your &amp;Prompts...</source>
        <translation>自己的指令(&amp;P)...</translation>
    </message>
    <message>
        <source>&amp;Check Files</source>
        <translation>校验文件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>下载(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Download {size} MB</source>
        <translation>下载 {size} MB(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Go On</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>测速(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Remove...</source>
        <translation>移除(&amp;R)...</translation>
    </message>
    <message>
        <source>&amp;Use It</source>
        <translation>使用(&amp;U)</translation>
    </message>
    <message>
        <source>4 bits: half the size, faster</source>
        <translation>4 位：体积减半，速度更快</translation>
    </message>
    <message>
        <source>8 bits: closest to the original</source>
        <translation>8 位：最接近原模型</translation>
    </message>
    <message>
        <source>A part of it is here already; the download goes on from there.</source>
        <translation>已有一部分在本机；下载会从那里继续。</translation>
    </message>
    <message>
        <source>Ask the &amp;Hub</source>
        <translation>询问模型站(&amp;H)</translation>
    </message>
    <message>
        <source>Every file is as it was when it was added.</source>
        <translation>每个文件都与添加时一致。</translation>
    </message>
    <message>
        <source>Ghosts, rewrites, summaries and drafts are its work.</source>
        <translation>建议、改写、摘要和草稿都出自它。</translation>
    </message>
    <message>
        <source>It is here and can be used at once, without a restart.</source>
        <translation>它已在本机，可立即使用，无需重启。</translation>
    </message>
    <message>
        <source>Its makers want your consent first: agree to their terms on its page of the hub, make a read token there, and paste it here. It is sent to the hub and kept nowhere.</source>
        <translation>作者要求先征得您的同意：请在模型站上它的页面接受条款，在那里生成只读令牌，粘贴到这里。令牌只发送给模型站，不在任何地方保存。</translation>
    </message>
    <message>
        <source>Its size and files are not known here. Asking opens a connection to the hub, which learns this model's name and nothing of your text.</source>
        <translation>这里不知道它的大小和文件。询问会连接模型站，对方只会知道这个模型的名称，不会知道您的任何文字。</translation>
    </message>
    <message>
        <source>Nothing of it is downloaded before you say so.</source>
        <translation>在您确认之前不会下载任何内容。</translation>
    </message>
    <message>
        <source>Only for &amp;Ghosts</source>
        <translation>仅用于建议(&amp;G)</translation>
    </message>
    <message>
        <source>Only for Re&amp;writing</source>
        <translation>仅用于改写(&amp;W)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Rewrites, summaries and drafts are its work; it is loaded when one is asked for.</source>
        <translation>改写、摘要和草稿出自它；需要时才载入。</translation>
    </message>
    <message>
        <source>The ghost text is its work.</source>
        <translation>灰色建议就出自它。</translation>
    </message>
    <message>
        <source>The model in the box; it came with Foreword.</source>
        <translation>内置模型；随 Foreword 一起安装。</translation>
    </message>
    <message>
        <source>Token for the hub</source>
        <translation>模型站令牌</translation>
    </message>
    <message>
        <source>Use for &amp;Ghosts Too</source>
        <translation>也用于建议(&amp;G)</translation>
    </message>
    <message>
        <source>Use for Re&amp;writing Too</source>
        <translation>也用于改写(&amp;W)</translation>
    </message>
    <message>
        <source>You can close this window and write on; it goes on by itself.</source>
        <translation>您可以关闭此窗口继续写作；它会自行进行。</translation>
    </message>
    <message>
        <source>{program} cannot be started.</source>
        <translation>无法启动 {program}。</translation>
    </message>
    <message>
        <source>The helper ended without a word; perhaps this machine has too little memory.</source>
        <translation>辅助进程意外结束；也许这台电脑内存不足。</translation>
    </message>
    <message>
        <source>Asking the hub</source>
        <translation>正在询问模型站</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Closeness</source>
        <translation>接近程度</translation>
    </message>
    <message>
        <source>Comparing with the original</source>
        <translation>正在与原模型比较</translation>
    </message>
    <message>
        <source>Converting</source>
        <translation>正在转换</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Measuring its speed</source>
        <translation>正在测速</translation>
    </message>
    <message>
        <source>On the hub</source>
        <translation>模型站</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空间</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>a checkpoint, converted on this machine</source>
        <translation>检查点，在本机转换</translation>
    </message>
    <message>
        <source>a checkpoint, exported with optimum on this machine</source>
        <translation>检查点，在本机用 optimum 导出</translation>
    </message>
    <message>
        <source>a ready ONNX graph</source>
        <translation>现成的 ONNX 计算图</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>continues text</source>
        <translation>续写文字</translation>
    </message>
    <message>
        <source>fast for ghost text</source>
        <translation>用于建议：快</translation>
    </message>
    <message>
        <source>fine for ghost text</source>
        <translation>用于建议：尚可</translation>
    </message>
    <message>
        <source>follows instructions</source>
        <translation>能听懂指令</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>in use for ghosts</source>
        <translation>用于建议</translation>
    </message>
    <message>
        <source>in use for rewriting</source>
        <translation>用于改写</translation>
    </message>
    <message>
        <source>named by you</source>
        <translation>您指定的</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>nothing to compare with: it came ready to run</source>
        <translation>无从比较：它本来就是可运行的</translation>
    </message>
    <message>
        <source>ready for Foreword</source>
        <translation>可直接用于 Foreword</translation>
    </message>
    <message>
        <source>slow for ghost text</source>
        <translation>用于建议：慢</translation>
    </message>
    <message>
        <source>the same next word as the original in {share} % of {n} places; {built} bits a byte, the original {original}</source>
        <translation>在 {n} 处中有 {share}% 与原模型给出相同的下一个词；每字节 {built} 比特，原模型 {original}</translation>
    </message>
    <message>
        <source>{done} of {total} MB</source>
        <translation>{done} / {total} MB</translation>
    </message>
    <message>
        <source>{languages} (from memory, not yet checked)</source>
        <translation>{languages}（凭记忆，尚未核实）</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names}等，另有 {n} 个</translation>
    </message>
    <message>
        <source>{n} h left</source>
        <translation>剩余 {n} 小时</translation>
    </message>
    <message>
        <source>{n} min left</source>
        <translation>剩余 {n} 分钟</translation>
    </message>
    <message>
        <source>{n} s left</source>
        <translation>剩余 {n} 秒</translation>
    </message>
    <message>
        <source>{percent} % here</source>
        <translation>本机已有 {percent}%</translation>
    </message>
    <message>
        <source>{size} MB in {n} files; {free} GB are free on the disk</source>
        <translation>{size} MB，共 {n} 个文件；磁盘剩余 {free} GB</translation>
    </message>
    <message>
        <source>{size} MB on disk</source>
        <translation>占用磁盘 {size} MB</translation>
    </message>
    <message>
        <source>{speed} MB a second</source>
        <translation>每秒 {speed} MB</translation>
    </message>
    <message>
        <source>{verdict}: {ms} ms from a typed word to a ghost, {rate} tokens a second</source>
        <translation>{verdict}：从键入到建议 {ms} 毫秒，每秒 {rate} 个词元</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>A folder with a model</source>
        <translation>含有模型的文件夹</translation>
    </message>
    <message>
        <source>A model's name on the hub</source>
        <translation>模型站上的模型名称</translation>
    </message>
    <message>
        <source>Add a &amp;Folder...</source>
        <translation>添加文件夹(&amp;F)...</translation>
    </message>
    <message>
        <source>It can be added again; that takes another download.</source>
        <translation>以后可以重新添加，但需要再次下载。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Remove {name} from this machine?</source>
        <translation>要从本机移除 {name} 吗？</translation>
    </message>
    <message>
        <source>owner/model on the hub</source>
        <translation>模型站上的 owner/model</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>{advice} The model on this machine helps meanwhile.</source>
        <translation>{advice} 这期间由本机的模型帮忙。</translation>
    </message>
    <message>
        <source>A line that begins with # is a heading; headings come here.</source>
        <translation>以 # 开头的一行是标题；标题会列在这里。</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>大纲</translation>
    </message>
    <message>
        <source>{title}, level {level}</source>
        <translation>{title}，第 {level} 级</translation>
    </message>
    <message>
        <source>A word to take as right</source>
        <translation>视为正确的词</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>My dictionary</source>
        <translation>我的词典</translation>
    </message>
    <message>
        <source>No word yet; add them here, or with the right button at a word.</source>
        <translation>还没有词；可在这里添加，或在词上点右键添加。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>{n} of your own</source>
        <translation>自有 {n} 个词</translation>
    </message>
    <message>
        <source>Nothing by this name.</source>
        <translation>没有这个名称的条目。</translation>
    </message>
    <message>
        <source>Preview of {name}</source>
        <translation>“{name}”预览</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Print Preview</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>The printer takes nothing; look at it, or choose another.</source>
        <translation>打印机没有接受任务；请检查一下，或另选一台。</translation>
    </message>
    <message>
        <source>A key of its own needs Ctrl or Alt, or it could not be typed any more.</source>
        <translation>快捷键需要带 Ctrl 或 Alt，否则就无法再输入这个字符了。</translation>
    </message>
    <message>
        <source>Another prompt has this name.</source>
        <translation>已有同名的指令。</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>请取个名称。</translation>
    </message>
    <message>
        <source>Say what is to be done with the text.</source>
        <translation>请说明要对文字做什么。</translation>
    </message>
    <message>
        <source>{keys} already is {name}.</source>
        <translation>{keys} 已用于“{name}”。</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完成(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;What to do with the text</source>
        <translation>要对文字做什么(&amp;W)</translation>
    </message>
    <message>
        <source>Add an instruction that you give often; Ctrl+R offers it from then on.</source>
        <translation>添加一条常用的指令；以后按 Ctrl+R 就能选用。</translation>
    </message>
    <message>
        <source>New prompt</source>
        <translation>新指令</translation>
    </message>
    <message>
        <source>Your prompts</source>
        <translation>自己的指令</translation>
    </message>
    <message>
        <source>Clear the List</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>No file yet</source>
        <translation>还没有文件</translation>
    </message>
    <message>
        <source>Or go on with</source>
        <translation>或者继续写</translation>
    </message>
    <message>
        <source>Remove Those That Are Not There</source>
        <translation>移除已不在的文件</translation>
    </message>
    <message>
        <source>{name} (not there)</source>
        <translation>{name}（已不在）</translation>
    </message>
    <message>
        <source>Add a model that follows instructions.</source>
        <translation>添加一个能听懂指令的模型。</translation>
    </message>
    <message>
        <source>In my own words: {words}</source>
        <translation>按我的话：{words}</translation>
    </message>
    <message>
        <source>Instructions of your own, with keys.</source>
        <translation>您自己的指令，可设快捷键。</translation>
    </message>
    <message>
        <source>Keep these words as a prompt of your own...</source>
        <translation>把这些话存为自己的指令...</translation>
    </message>
    <message>
        <source>Models...</source>
        <translation>模型...</translation>
    </message>
    <message>
        <source>Rewrite the selection...</source>
        <translation>改写选中的文字...</translation>
    </message>
    <message>
        <source>Rewrite the sentence...</source>
        <translation>改写这一句...</translation>
    </message>
    <message>
        <source>Translate to...</source>
        <translation>翻译成...</translation>
    </message>
    <message>
        <source>Your prompts...</source>
        <translation>自己的指令...</translation>
    </message>
    <message>
        <source>Fix This Sentence</source>
        <translation>纠正这一句</translation>
    </message>
    <message>
        <source>Fix the Selection</source>
        <translation>纠正选中的文字</translation>
    </message>
    <message>
        <source>Rewrite...</source>
        <translation>改写...</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>扩写</translation>
    </message>
    <message>
        <source>Fix spelling and grammar</source>
        <translation>纠正拼写和语法</translation>
    </message>
    <message>
        <source>In my own words</source>
        <translation>按我的话</translation>
    </message>
    <message>
        <source>It would stay as it is.</source>
        <translation>改写后与原文相同。</translation>
    </message>
    <message>
        <source>More casual</source>
        <translation>更随意</translation>
    </message>
    <message>
        <source>More formal</source>
        <translation>更正式</translation>
    </message>
    <message>
        <source>Nothing to fix here.</source>
        <translation>这里没有要纠正的。</translation>
    </message>
    <message>
        <source>Rephrase</source>
        <translation>换种说法</translation>
    </message>
    <message>
        <source>Shorten</source>
        <translation>缩短</translation>
    </message>
    <message>
        <source>Simplify</source>
        <translation>简化</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>added</source>
        <translation>增加</translation>
    </message>
    <message>
        <source>agreement</source>
        <translation>主谓一致</translation>
    </message>
    <message>
        <source>apostrophe</source>
        <translation>撇号</translation>
    </message>
    <message>
        <source>article</source>
        <translation>冠词</translation>
    </message>
    <message>
        <source>capital</source>
        <translation>大写</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>easily confused</source>
        <translation>易混词</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>删去</translation>
    </message>
    <message>
        <source>preposition</source>
        <translation>介词</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>标点</translation>
    </message>
    <message>
        <source>repetition</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>reworded</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>singular or plural</source>
        <translation>单复数</translation>
    </message>
    <message>
        <source>spacing</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>spelling</source>
        <translation>拼写</translation>
    </message>
    <message>
        <source>verb form</source>
        <translation>动词形式</translation>
    </message>
    <message>
        <source>word form</source>
        <translation>词形</translation>
    </message>
    <message>
        <source>%n changes kept</source>
        <translation>已接受 %n 处修改</translation>
    </message>
    <message>
        <source>Left as it was.</source>
        <translation>已保持原样。</translation>
    </message>
    <message>
        <source>Nothing to rewrite here: select some words, or go to a sentence.</source>
        <translation>这里没有可改写的内容：请选中一些文字，或把光标移到句子里。</translation>
    </message>
    <message>
        <source>The caret is in code, which stays as it is; select it to rewrite it.</source>
        <translation>光标在代码中，代码保持原样；要改写请先选中它。</translation>
    </message>
    <message>
        <source>The text changed meanwhile, so nothing was applied.</source>
        <translation>其间文字有变动，因此没有应用任何修改。</translation>
    </message>
    <message>
        <source>one change kept</source>
        <translation>已接受 1 处修改</translation>
    </message>
    <message>
        <source>Not a pattern: {why}</source>
        <translation>不是有效的表达式：{why}</translation>
    </message>
    <message>
        <source>This pattern takes too long; make it simpler.</source>
        <translation>这个表达式太费时，请简化。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Asking {host}...</source>
        <translation>正在询问 {host}……</translation>
    </message>
    <message>
        <source>Asks the server for the names of its models; none of your text is sent.</source>
        <translation>向服务器询问它有哪些模型；不会发送你的任何文字。</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者都做</translation>
    </message>
    <message>
        <source>Foreword needs no server: everything runs on this machine. If you have one that speaks OpenAI's dialect (llama.cpp, Ollama, vLLM), its larger model can do the work instead. It is off until you agree below, and while it is away this machine goes on by itself.</source>
        <translation>Foreword 不需要服务器：一切都在本机运行。如果你有一台兼容 OpenAI 接口的服务器（llama.cpp、Ollama、vLLM），可以让它更大的模型来做。在你于下方同意之前它是关闭的；服务器不在时，本机会自己继续。</translation>
    </message>
    <message>
        <source>Grey words</source>
        <translation>灰色文字</translation>
    </message>
    <message>
        <source>If it asks for one. Kept in this system's keyring, never in the settings.</source>
        <translation>如果服务器要求密钥。保存在系统的密钥环里，绝不写进设置。</translation>
    </message>
    <message>
        <source>It does</source>
        <translation>由它来做</translation>
    </message>
    <message>
        <source>It is there, but has no models.</source>
        <translation>服务器在，但没有模型。</translation>
    </message>
    <message>
        <source>It is there, with 1 model.</source>
        <translation>服务器在，有 1 个模型。</translation>
    </message>
    <message>
        <source>It is there, with {n} models.</source>
        <translation>服务器在，有 {n} 个模型。</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Look for Its Models</source>
        <translation>查看它的模型</translation>
    </message>
    <message>
        <source>Look for its models first.</source>
        <translation>请先查看它的模型。</translation>
    </message>
    <message>
        <source>Look for them first</source>
        <translation>请先查看</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Not Now</source>
        <translation>暂时不要</translation>
    </message>
    <message>
        <source>Nothing: it is off</source>
        <translation>什么都不做：已关闭</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Rewrites, summaries, drafts</source>
        <translation>改写、摘要、草稿</translation>
    </message>
    <message>
        <source>Send It to {host}</source>
        <translation>发送给 {host}</translation>
    </message>
    <message>
        <source>The passage that you rewrite or draft from, when you ask for it; for a summary, all of what it sums up.</source>
        <translation>你要求改写或起草时所涉及的段落；做摘要时，则是被摘要的全部内容。</translation>
    </message>
    <message>
        <source>The server at {host} gets:&#10;{sent}&#10;Never a file's name, and nothing of a document that you keep back (File, Never Send This Document). It runs on this machine; what it does with the text is up to that program. The line under the page says so while it is on.</source>
        <translation>{host} 上的服务器会收到：&#10;{sent}&#10;绝不会收到文件名，也不会收到你留下的文档（文件，从不发送这份文档）。它在本机运行；它如何处理这些文字由那个程序决定。开启期间，页面下方的状态行会说明。</translation>
    </message>
    <message>
        <source>This system has no keyring that would keep it.</source>
        <translation>这个系统没有能保存它的密钥环。</translation>
    </message>
    <message>
        <source>This system names {proxy}. It sees which server is asked, and not the text. Off: the server is asked directly.</source>
        <translation>这个系统指定了 {proxy}。它能看到询问的是哪台服务器，但看不到文字。关闭时直接询问服务器。</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Up to some 3,000 characters before the caret, again and again while you write.</source>
        <translation>你写作时，光标之前最多约 3,000 个字符，会一次次发送。</translation>
    </message>
    <message>
        <source>With https, unless it runs on this machine.</source>
        <translation>要用 https，除非它在本机运行。</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已保留</translation>
    </message>
    <message>
        <source>known until Foreword ends</source>
        <translation>保留到 Foreword 结束</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{host} gets:&#10;{sent}&#10;Never a file's name, and nothing of a document that you keep back (File, Never Send This Document). Whoever runs {host} can read and keep what it gets. The line under the page says so while it is on.</source>
        <translation>{host} 会收到：&#10;{sent}&#10;绝不会收到文件名，也不会收到你留下的文档（文件，从不发送这份文档）。运行 {host} 的人可以读到并保存它收到的内容。开启期间，页面下方的状态行会说明。</translation>
    </message>
    <message>
        <source>Text around the caret goes to {host} for grey words, and so does what you rewrite, sum up or draft from.</source>
        <translation>光标附近的文字会发送给 {host} 以生成灰色文字，你要改写、摘要或起草的内容也会。</translation>
    </message>
    <message>
        <source>Text around the caret goes to {host} for grey words.</source>
        <translation>光标附近的文字会发送给 {host} 以生成灰色文字。</translation>
    </message>
    <message>
        <source>This document is never sent; the model on this machine does it all.</source>
        <translation>这份文档从不发送；一切由本机的模型来做。</translation>
    </message>
    <message>
        <source>What you rewrite, sum up or draft from goes to {host}.</source>
        <translation>你要改写、摘要或起草的内容会发送给 {host}。</translation>
    </message>
    <message>
        <source>sends to {host}</source>
        <translation>发送给 {host}</translation>
    </message>
    <message>
        <source>stays here</source>
        <translation>留在本机</translation>
    </message>
    <message>
        <source>{host} is away</source>
        <translation>{host} 不在</translation>
    </message>
    <message>
        <source>Back to the default</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Back to the default: {name}</source>
        <translation>恢复默认：{name}</translation>
    </message>
    <message>
        <source>Add, compare and choose; all of them run here.</source>
        <translation>添加、比较和选择；它们都在本机运行。</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>始终</translation>
    </message>
    <message>
        <source>As the text's language</source>
        <translation>按文字的语言</translation>
    </message>
    <message>
        <source>As typed</source>
        <translation>照原样</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>版心宽度</translation>
    </message>
    <message>
        <source>English only so far; text in other languages is left alone.</source>
        <translation>目前只支持英语；其他语言的文字不受影响。</translation>
    </message>
    <message>
        <source>Every save keeps one; compare them and bring them back.</source>
        <translation>每次保存都留一个版本，可以比较和恢复。</translation>
    </message>
    <message>
        <source>Everything else is dimmed while it is on.</source>
        <translation>开启时，其余内容变淡。</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>Focus mode</source>
        <translation>专注模式</translation>
    </message>
    <message>
        <source>Focus mode leaves clear</source>
        <translation>专注模式突出</translation>
    </message>
    <message>
        <source>For grey words that wait until you pause.</source>
        <translation>用于“停顿时显示”。</translation>
    </message>
    <message>
        <source>Forget...</source>
        <translation>清除...</translation>
    </message>
    <message>
        <source>Ghosts</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Goal of a session</source>
        <translation>每次写作的目标</translation>
    </message>
    <message>
        <source>Grey words come</source>
        <translation>何时显示建议</translation>
    </message>
    <message>
        <source>Grey words less likely than this stay away. Lower shows more, and more wrong ones.</source>
        <translation>把握低于此值的建议不显示。值越低，显示越多，错的也越多。</translation>
    </message>
    <message>
        <source>Grey words wait for a pause, nothing is worked out ahead, models use fewer threads.</source>
        <translation>灰色建议等停顿时才出现，不预先计算，模型使用更少的线程。</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>把握程度</translation>
    </message>
    <message>
        <source>How wide the text runs; 60 to 75 characters read best.</source>
        <translation>一行有多宽；60 到 75 个字符（30 到 38 个汉字）最易读。</translation>
    </message>
    <message>
        <source>In every document, until Esc or the same key ends it.</source>
        <translation>在所有文档中生效，直到按 Esc 或同一快捷键结束。</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>界面</translation>
    </message>
    <message>
        <source>Keep Tab for myself</source>
        <translation>Tab 键留给自己</translation>
    </message>
    <message>
        <source>Kept text</source>
        <translation>保留的文字</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Learn from this text</source>
        <translation>学习这篇文字</translation>
    </message>
    <message>
        <source>Length of a pause</source>
        <translation>停顿时长</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>减少动画</translation>
    </message>
    <message>
        <source>Look...</source>
        <translation>查看...</translation>
    </message>
    <message>
        <source>Marks what is misspelt</source>
        <translation>标出拼写错误</translation>
    </message>
    <message>
        <source>Menus, messages and this window.</source>
        <translation>菜单、提示和这个窗口。</translation>
    </message>
    <message>
        <source>NVIDIA GPU (CUDA)</source>
        <translation>NVIDIA 显卡（CUDA）</translation>
    </message>
    <message>
        <source>Names and phrases of the document itself come too. Kept in memory only, for each document apart, and gone when Foreword closes.</source>
        <translation>文档自身的人名和惯用语也会出现。只留在内存里，各文档分开，关闭 Foreword 后即消失。</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>None at nought. A document's own goal stands with its counts.</source>
        <translation>为 0 即没有目标。单份文档的目标在统计里设置。</translation>
    </message>
    <message>
        <source>Nothing you write leaves this machine, unless you let a server of your own choice help: no account, no telemetry, no look for updates.</source>
        <translation>你写的内容不会离开本机，除非你让自己选定的服务器帮忙：没有账号，没有遥测，不检查更新。</translation>
    </message>
    <message>
        <source>Of everything but your text, which has its own size.</source>
        <translation>正文以外的一切；正文有自己的字号。</translation>
    </message>
    <message>
        <source>Of the text you write.</source>
        <translation>正文所用的字体。</translation>
    </message>
    <message>
        <source>On the battery</source>
        <translation>使用电池时</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Quotes and dashes</source>
        <translation>引号和破折号</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>运行于</translation>
    </message>
    <message>
        <source>Save as I write</source>
        <translation>边写边保存</translation>
    </message>
    <message>
        <source>Save power</source>
        <translation>省电</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Size of menus and windows</source>
        <translation>菜单和窗口的大小</translation>
    </message>
    <message>
        <source>Spelling</source>
        <translation>拼写</translation>
    </message>
    <message>
        <source>Suggestions at the caret; they are never part of your text until you take them.</source>
        <translation>光标处的灰色字；采用之前，它们不属于您的文字。</translation>
    </message>
    <message>
        <source>Tab never takes grey words; the right arrow at the end of a line does.</source>
        <translation>Tab 键不采用建议；改用行尾的右方向键。</translation>
    </message>
    <message>
        <source>Text and Markdown are saved in place when you pause; other formats only when asked.</source>
        <translation>纯文本和 Markdown 在停顿时就地保存；其他格式只在您要求时保存。</translation>
    </message>
    <message>
        <source>The caret stands still, menus are there at once; always if the system asks for it.</source>
        <translation>光标不闪烁，菜单立即出现；系统要求时总是如此。</translation>
    </message>
    <message>
        <source>The fastest there is</source>
        <translation>最快的</translation>
    </message>
    <message>
        <source>The line you write stays at one height.</source>
        <translation>正在写的一行保持在同一高度。</translation>
    </message>
    <message>
        <source>The one in the box</source>
        <translation>内置字体</translation>
    </message>
    <message>
        <source>The status line tells where a model really runs.</source>
        <translation>状态栏会显示模型实际在哪里运行。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Typed straight, they become those of a language; one undo takes that back.</source>
        <translation>键入的直引号等会换成相应语言的样式；撤销一次即可还原。</translation>
    </message>
    <message>
        <source>Typewriter scrolling</source>
        <translation>打字机滚动</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Versions, and unsaved text of windows that have ended, kept readable by you alone.</source>
        <translation>各个版本，以及已关闭窗口中未保存的文字，只有您能读取。</translation>
    </message>
    <message>
        <source>Words of your own that are never marked.</source>
        <translation>您自己的词，从不标出。</translation>
    </message>
    <message>
        <source>as the model says</source>
        <translation>由模型决定</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>个字符</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>px</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>words</source>
        <translation>字</translation>
    </message>
    <message>
        <source>All settings are as they were at first.</source>
        <translation>所有设置都已恢复默认。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Export the Settings</source>
        <translation>导出设置</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>导出...</translation>
    </message>
    <message>
        <source>Import Settings</source>
        <translation>导入设置</translation>
    </message>
    <message>
        <source>Import...</source>
        <translation>导入...</translation>
    </message>
    <message>
        <source>No setting has these words.</source>
        <translation>没有符合的设置。</translation>
    </message>
    <message>
        <source>Reset All</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Search the settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Take It from There</source>
        <translation>改给这里</translation>
    </message>
    <message>
        <source>The settings are exported to {name}.</source>
        <translation>设置已导出到“{name}”。</translation>
    </message>
    <message>
        <source>The settings of {name} are in use.</source>
        <translation>已采用“{name}”中的设置。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>{keys} already is “{action}”.</source>
        <translation>{keys} 已用于“{action}”。</translation>
    </message>
    <message>
        <source>Another model was chosen; ask again.</source>
        <translation>已选用另一个模型；请再试一次。</translation>
    </message>
    <message>
        <source>&amp;Add to My Dictionary</source>
        <translation>加入我的词典(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Ignore in This Document</source>
        <translation>在此文档中忽略(&amp;I)</translation>
    </message>
    <message>
        <source>Ignore “{word}” No &amp;Longer</source>
        <translation>不再忽略“{word}”(&amp;L)</translation>
    </message>
    <message>
        <source>No misspelt word found.</source>
        <translation>没有发现拼写错误。</translation>
    </message>
    <message>
        <source>No suggestion</source>
        <translation>没有建议</translation>
    </message>
    <message>
        <source>Spelling is off; choose a language under Edit, Spelling.</source>
        <translation>拼写检查已关闭；请在“编辑 &gt; 拼写”中选择语言。</translation>
    </message>
    <message>
        <source>1 word</source>
        <translation>1 字</translation>
    </message>
    <message>
        <source>Rewrites, summaries and drafts: {name}, loaded when one is asked for</source>
        <translation>改写、摘要和草稿：{name}，需要时才载入</translation>
    </message>
    <message>
        <source>Rewrites, summaries and drafts: {name}, {place}</source>
        <translation>改写、摘要和草稿：{name}，{place}</translation>
    </message>
    <message>
        <source>another language</source>
        <translation>语言不符</translation>
    </message>
    <message>
        <source>ghosts rest while another model works</source>
        <translation>另一个模型工作时，建议暂停</translation>
    </message>
    <message>
        <source>goal reached</source>
        <translation>目标达成</translation>
    </message>
    <message>
        <source>goal {percent} %</source>
        <translation>目标 {percent}%</translation>
    </message>
    <message>
        <source>no model, typing is fine</source>
        <translation>没有模型，照常写作</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>resting</source>
        <translation>暂歇</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>saving power</source>
        <translation>省电中</translation>
    </message>
    <message>
        <source>the model stopped, typing is fine</source>
        <translation>模型已停止，照常写作</translation>
    </message>
    <message>
        <source>thinking</source>
        <translation>思考中</translation>
    </message>
    <message>
        <source>waking the model</source>
        <translation>正在唤醒模型</translation>
    </message>
    <message>
        <source>{name}, runs on {host}</source>
        <translation>{name}，在 {host} 上运行</translation>
    </message>
    <message>
        <source>{name}, {licence}, runs on this machine only</source>
        <translation>{name}，{licence}，只在这台电脑上运行</translation>
    </message>
    <message>
        <source>{n} of {words}</source>
        <translation>{n} / {words}</translation>
    </message>
    <message>
        <source>Sentences of your own text. Space shows a passage, Return goes there.</source>
        <translation>这些句子出自您的原文。空格键显示出处，回车键跳到那里。</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止，未作任何更改。</translation>
    </message>
    <message>
        <source>The summary is on the clipboard.</source>
        <translation>摘要已复制到剪贴板。</translation>
    </message>
    <message>
        <source>The summary is ready: %n sentences.</source>
        <translation>摘要已就绪：%n 句。</translation>
    </message>
    <message>
        <source>The summary is ready: one sentence.</source>
        <translation>摘要已就绪：1 句。</translation>
    </message>
    <message>
        <source>The text has changed since, though not under these.</source>
        <translation>正文后来有改动，但不在这些句子之下。</translation>
    </message>
    <message>
        <source>The text under %n sentences has changed since.</source>
        <translation>有 %n 句的原文已变动。</translation>
    </message>
    <message>
        <source>The text under one sentence has changed since.</source>
        <translation>有 1 句的原文已变动。</translation>
    </message>
    <message>
        <source>Written by {model}: check it. Space shows a passage, Return goes there.</source>
        <translation>由 {model} 撰写，请核对。空格键显示出处，回车键跳到那里。</translation>
    </message>
    <message>
        <source>Nothing is written yet; once there is, its summary comes here.</source>
        <translation>还没有文字；写了之后，摘要会出现在这里。</translation>
    </message>
    <message>
        <source>Select some text on the page, and its summary comes here.</source>
        <translation>在页面上选中一些文字，摘要就会出现在这里。</translation>
    </message>
    <message>
        <source>There are no sentences here to summarise; choose another part of the text.</source>
        <translation>这里没有可摘要的句子；请另选一部分。</translation>
    </message>
    <message>
        <source>This section is empty; put the caret into one with text.</source>
        <translation>这一节是空的；请把光标移到有文字的一节。</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>重新生成</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close the summary</source>
        <translation>关闭摘要</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Insert at the caret</source>
        <translation>插入光标处</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>长</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>要点</translation>
    </message>
    <message>
        <source>Prose</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Reading… {percent} %</source>
        <translation>正在阅读… {percent}%</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>本节</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短</translation>
    </message>
    <message>
        <source>What is summarised</source>
        <translation>摘要范围</translation>
    </message>
    <message>
        <source>Nothing in the text supports this</source>
        <translation>原文中没有依据</translation>
    </message>
    <message>
        <source>The text has changed since</source>
        <translation>原文已变动</translation>
    </message>
    <message>
        <source>Assist &gt; Models</source>
        <translation>助手 &gt; 模型</translation>
    </message>
    <message>
        <source>Edit &gt; Spelling &gt; My Dictionary</source>
        <translation>编辑 &gt; 拼写 &gt; 我的词典</translation>
    </message>
    <message>
        <source>File &gt; Forget Kept Text</source>
        <translation>文件 &gt; 清除保留的文字</translation>
    </message>
    <message>
        <source>File &gt; Never Send This Document</source>
        <translation>文件 &gt; 从不发送这份文档</translation>
    </message>
    <message>
        <source>File &gt; Open Recent &gt; Clear the List</source>
        <translation>文件 &gt; 最近打开 &gt; 清空列表</translation>
    </message>
    <message>
        <source>Help &gt; What Foreword Did</source>
        <translation>帮助 &gt; Foreword 做过什么</translation>
    </message>
    <message>
        <source>closing the document</source>
        <translation>关闭文档</translation>
    </message>
    <message>
        <source>dated versions of what was saved</source>
        <translation>已保存内容的带日期版本</translation>
    </message>
    <message>
        <source>deleting the file</source>
        <translation>删除该文件</translation>
    </message>
    <message>
        <source>documents that are never sent to a server</source>
        <translation>从不发送给服务器的文档</translation>
    </message>
    <message>
        <source>folders last shown by the dialogs for opening and saving</source>
        <translation>打开和保存对话框最近显示的文件夹</translation>
    </message>
    <message>
        <source>how much you wrote, in numbers</source>
        <translation>您写了多少（只有数字）</translation>
    </message>
    <message>
        <source>log: times, errors, files that could not be read or written</source>
        <translation>日志：时间、错误、无法读写的文件</translation>
    </message>
    <message>
        <source>models you added</source>
        <translation>您添加的模型</translation>
    </message>
    <message>
        <source>recent files, your place in them, and words you let pass there</source>
        <translation>最近打开的文件、您在其中的位置，以及您在其中放行的词</translation>
    </message>
    <message>
        <source>saving and closing the document</source>
        <translation>保存并关闭文档</translation>
    </message>
    <message>
        <source>settings, your own prompts among them</source>
        <translation>设置，包括您自己的提示语</translation>
    </message>
    <message>
        <source>text that is not saved yet</source>
        <translation>尚未保存的文字</translation>
    </message>
    <message>
        <source>what Foreword did: runs and connections, no text</source>
        <translation>Foreword 做过什么：模型运行和连接，不含文字</translation>
    </message>
    <message>
        <source>which documents have a summary; it lies beside the document</source>
        <translation>哪些文档有摘要；摘要文件就在文档旁边</translation>
    </message>
    <message>
        <source>which process has a document open, in numbers</source>
        <translation>哪个进程打开着文档（只有编号）</translation>
    </message>
    <message>
        <source>words you called right</source>
        <translation>您标为正确的词</translation>
    </message>
    <message>
        <source>&amp;Quotes and Dashes</source>
        <translation>引号和破折号(&amp;Q)</translation>
    </message>
    <message>
        <source>Another...</source>
        <translation>其他...</translation>
    </message>
    <message>
        <source>As the text</source>
        <translation>按文字</translation>
    </message>
    <message>
        <source>Focus &amp;On</source>
        <translation>专注于(&amp;O)</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>当前段</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>当前句</translation>
    </message>
    <message>
        <source>Text F&amp;ace</source>
        <translation>正文字体(&amp;A)</translation>
    </message>
    <message>
        <source>Text Face</source>
        <translation>正文字体</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Or simply write: the page is yours from the first letter.</source>
        <translation>也可以直接动笔：从第一个字起，这一页就归您。</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>That is all there is to learn. Begin to write, and the page is yours.</source>
        <translation>要学的就是这些。动笔写吧，这一页归您了。</translation>
    </message>
    <message>
        <source>The grey words are a suggestion. {key} takes them.</source>
        <translation>灰色的字是建议。按 {key} 采纳。</translation>
    </message>
    <message>
        <source>Waking the model …</source>
        <translation>正在唤醒模型…</translation>
    </message>
    <message>
        <source>ask for one</source>
        <translation>请求一条</translation>
    </message>
    <message>
        <source>send it away</source>
        <translation>打发走</translation>
    </message>
    <message>
        <source>take it</source>
        <translation>采纳</translation>
    </message>
    <message>
        <source>{key} asks for one where you are.</source>
        <translation>按 {key} 在光标处请求一条建议。</translation>
    </message>
    <message>
        <source>{key} sends a suggestion away.</source>
        <translation>按 {key} 把建议打发走。</translation>
    </message>
    <message>
        <source>{key} takes only the next word.</source>
        <translation>按 {key} 只采纳下一个词。</translation>
    </message>
    <message>
        <source>&amp;About Foreword</source>
        <translation>关于 Foreword(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Privacy</source>
        <translation>隐私(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>欢迎(&amp;W)</translation>
    </message>
    <message>
        <source>About the &amp;Model</source>
        <translation>关于模型(&amp;M)</translation>
    </message>
    <message>
        <source>Begin to write; grey words are suggestions, and {take} takes them.</source>
        <translation>开始写吧；灰色的字是建议，按 {take} 采用。</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>{take} to take it     {word} for one word     {away} to send it away</source>
        <translation>{take} 采用     {word} 只要一个词     {away} 忽略</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>foreword: stopped.</source>
        <translation>foreword：已停止。</translation>
    </message>
    <message>
        <source>The window of the model in use is too short to summarise with.</source>
        <translation>当前模型的上下文太短，无法用来做摘要。</translation>
    </message>
    <message>
        <source>Put the caret between two words, then ask again.</source>
        <translation>请把光标放在两个词之间，再试一次。</translation>
    </message>
    <message>
        <source>The model in use does not know this language; choose another model.</source>
        <translation>当前模型不懂这种语言；请另选模型。</translation>
    </message>
    <message>
        <source>There is nothing to carry on yet: write a few words first.</source>
        <translation>还没有可以续写的内容：请先写几个字。</translation>
    </message>
    <message>
        <source>A brief or an outline needs</source>
        <translation>提要或提纲需要</translation>
    </message>
    <message>
        <source>Keywords need</source>
        <translation>关键词需要</translation>
    </message>
    <message>
        <source>So long a brief needs an instruct model; give keywords, or {1}.</source>
        <translation>这么长的提要需要指令模型；请改用关键词，或者：{1}。</translation>
    </message>
    <message>
        <source>add one from the catalogue: Models, or `foreword models list`</source>
        <translation>请从“模型”目录中添加，或运行 `foreword models list`</translation>
    </message>
    <message>
        <source>{1} a model that was taught to follow them; {2}.</source>
        <translation>{1}经过相应训练的模型；{2}。</translation>
    </message>
    <message>
        <source>The model did not take up what was asked; ask again, or with other words.</source>
        <translation>模型没有按要求写；请再试一次，或换个说法。</translation>
    </message>
    <message>
        <source>The model found nothing worth showing; ask again for another draft.</source>
        <translation>模型没有写出值得显示的内容；请再试一次。</translation>
    </message>
    <message>
        <source>There is no draft: {1}. Ask again.</source>
        <translation>没有草稿：{1}。请再试一次。</translation>
    </message>
    <message>
        <source>This needs a model, and none is at hand; choose one under Models.</source>
        <translation>这需要模型，而目前没有可用的模型；请在“模型”中选择一个。</translation>
    </message>
    <message>
        <source>the answer brought in numbers that are not in the text</source>
        <translation>回答里出现了原文没有的数字</translation>
    </message>
    <message>
        <source>the answer brought in what is not in the text</source>
        <translation>回答里出现了原文没有的内容</translation>
    </message>
    <message>
        <source>the answer held words that Foreword does not bring in</source>
        <translation>回答里有 Foreword 不会引入的词</translation>
    </message>
    <message>
        <source>the answer lost a link or code of the text</source>
        <translation>回答丢掉了原文的链接或代码</translation>
    </message>
    <message>
        <source>the answer said something else than the text</source>
        <translation>回答说的与原文不是一回事</translation>
    </message>
    <message>
        <source>the answer turned a yes into a no, or a no into a yes</source>
        <translation>回答把肯定变成了否定，或把否定变成了肯定</translation>
    </message>
    <message>
        <source>the answer was far too long or too short</source>
        <translation>回答太长或太短</translation>
    </message>
    <message>
        <source>the answer was in another language</source>
        <translation>回答用的是另一种语言</translation>
    </message>
    <message>
        <source>the model found nothing to add</source>
        <translation>模型没有找到可以添加的内容</translation>
    </message>
    <message>
        <source>the model found nothing to shorten</source>
        <translation>模型没有找到可以缩短的地方</translation>
    </message>
    <message>
        <source>the model gave no answer</source>
        <translation>模型没有给出回答</translation>
    </message>
    <message>
        <source>the model repeated itself</source>
        <translation>模型一再重复</translation>
    </message>
    <message>
        <source>the model would not do it</source>
        <translation>模型拒绝这样做</translation>
    </message>
    <message>
        <source>Nothing was rewritten: {1}. Try again, or another style.</source>
        <translation>没有改写任何内容：{1}。请重试，或换一种方式。</translation>
    </message>
    <message>
        <source>That is too much to rewrite at once: select up to some 30,000 words.</source>
        <translation>一次改写的内容太多：请最多选中约 30,000 字。</translation>
    </message>
    <message>
        <source>There is no prose to rewrite here: code, tables and front matter stay as they are.</source>
        <translation>这里没有可改写的正文：代码、表格和文首元数据保持原样。</translation>
    </message>
    <message>
        <source>There is nothing to rewrite: select some words first.</source>
        <translation>没有可改写的内容：请先选中一些文字。</translation>
    </message>
    <message>
        <source>{1} of {2} passages stayed as they were.</source>
        <translation>{2} 段中有 {1} 段保持原样。</translation>
    </message>
    <message>
        <source>The window of the model in use is too short for this request.</source>
        <translation>当前模型的上下文太短，容不下这个要求。</translation>
    </message>
    <message>
        <source>Needs an instruct model; {1}.</source>
        <translation>需要指令模型；{1}。</translation>
    </message>
    <message>
        <source>{1} does not list this language; {2}.</source>
        <translation>{1} 没有列出这种语言；{2}。</translation>
    </message>
    <message>
        <source>The model stopped working; your text is safe. Run `foreword doctor` to see why.</source>
        <translation>模型停止了工作；您的文字是安全的。运行 `foreword doctor` 查看原因。</translation>
    </message>
    <message>
        <source>its encoding is not known; convert it to UTF-8 and open it again.</source>
        <translation>编码无法识别；请转换为 UTF-8 再打开。</translation>
    </message>
    <message>
        <source>this is not a text file; Foreword opens text and Markdown.</source>
        <translation>这不是文本文件；Foreword 打开纯文本和 Markdown。</translation>
    </message>
    <message>
        <source>{1} cannot be read: no process for it ({2}).</source>
        <translation>“{1}”无法读取：无法启动读取进程（{2}）。</translation>
    </message>
    <message>
        <source>{name} cannot be read within {n_gb} GB of memory; split it.</source>
        <translation>“{name}”用 {n_gb} GB 内存读不下；请拆分。</translation>
    </message>
    <message>
        <source>{name} could not be read: its reader ended before its time.</source>
        <translation>“{name}”读取失败：读取进程提前结束。</translation>
    </message>
    <message>
        <source>{name} takes longer than a minute to read; save it as docx or html anew, or split it.</source>
        <translation>“{name}”一分钟内读不完；请另存为 docx 或 html，或拆分。</translation>
    </message>
    <message>
        <source>{1} is no Word document (it has no body).</source>
        <translation>“{1}”不是 Word 文档（没有正文）。</translation>
    </message>
    <message>
        <source>{1} nests its parts too deeply to be read safely.</source>
        <translation>“{1}”嵌套过深，无法安全读取。</translation>
    </message>
    <message>
        <source>The document nests its parts too deeply to be read safely.</source>
        <translation>该文档嵌套过深，无法安全读取。</translation>
    </message>
    <message>
        <source>No copy of {1} could be kept ({2}), so it was not saved; save under another name.</source>
        <translation>无法为“{1}”保留副本（{2}），因此没有保存；请换个名称保存。</translation>
    </message>
    <message>
        <source>a PDF</source>
        <translation>PDF 文件</translation>
    </message>
    <message>
        <source>a Pages file</source>
        <translation>Pages 文件</translation>
    </message>
    <message>
        <source>a rich text file</source>
        <translation>RTF 文件</translation>
    </message>
    <message>
        <source>an e-book</source>
        <translation>电子书文件</translation>
    </message>
    <message>
        <source>an old Word file</source>
        <translation>旧版 Word 文件</translation>
    </message>
    <message>
        <source>no document that Foreword reads</source>
        <translation>Foreword 不能读取的文档</translation>
    </message>
    <message>
        <source>{1} is {2}; save it as docx, odt or html and open that.</source>
        <translation>“{1}”是{2}；请先存为 docx、odt 或 html 再打开。</translation>
    </message>
    <message>
        <source>{1} is larger than {2} MB; split it.</source>
        <translation>“{1}”大于 {2} MB，请拆分。</translation>
    </message>
    <message>
        <source>{1} nests its tags too deeply to be read safely.</source>
        <translation>“{1}”的标签嵌套过深，无法安全读取。</translation>
    </message>
    <message>
        <source>E-book</source>
        <translation>电子书</translation>
    </message>
    <message>
        <source>OpenDocument text</source>
        <translation>OpenDocument 文本</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>Word 文档</translation>
    </message>
    <message>
        <source>HTML tag</source>
        <translation>HTML 标签</translation>
    </message>
    <message>
        <source>HTML tags</source>
        <translation>HTML 标签</translation>
    </message>
    <message>
        <source>aligned or indented paragraph</source>
        <translation>段落对齐或缩进</translation>
    </message>
    <message>
        <source>aligned or indented paragraphs</source>
        <translation>段落对齐或缩进</translation>
    </message>
    <message>
        <source>block inside a list or quote</source>
        <translation>列表或引文中的内容块</translation>
    </message>
    <message>
        <source>block of front matter</source>
        <translation>文首元数据</translation>
    </message>
    <message>
        <source>blocks inside lists or quotes</source>
        <translation>列表或引文中的内容块</translation>
    </message>
    <message>
        <source>blocks of front matter</source>
        <translation>文首元数据</translation>
    </message>
    <message>
        <source>change of font, size or colour</source>
        <translation>字体、字号或颜色变化</translation>
    </message>
    <message>
        <source>changes of font, size or colour</source>
        <translation>字体、字号或颜色变化</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>批注</translation>
    </message>
    <message>
        <source>comments</source>
        <translation>批注</translation>
    </message>
    <message>
        <source>control character</source>
        <translation>控制字符</translation>
    </message>
    <message>
        <source>control characters</source>
        <translation>控制字符</translation>
    </message>
    <message>
        <source>field</source>
        <translation>域</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>域</translation>
    </message>
    <message>
        <source>footnote that nothing points at</source>
        <translation>没有引用的脚注</translation>
    </message>
    <message>
        <source>footnotes that nothing points at</source>
        <translation>没有引用的脚注</translation>
    </message>
    <message>
        <source>form or embedded object</source>
        <translation>表单或嵌入对象</translation>
    </message>
    <message>
        <source>forms or embedded objects</source>
        <translation>表单或嵌入对象</translation>
    </message>
    <message>
        <source>formula's layout</source>
        <translation>公式版式</translation>
    </message>
    <message>
        <source>formulas' layouts</source>
        <translation>公式版式</translation>
    </message>
    <message>
        <source>hidden passage</source>
        <translation>隐藏文字</translation>
    </message>
    <message>
        <source>hidden passages</source>
        <translation>隐藏文字</translation>
    </message>
    <message>
        <source>link to a place that cannot be kept</source>
        <translation>无法保留的链接</translation>
    </message>
    <message>
        <source>links to places that cannot be kept</source>
        <translation>无法保留的链接</translation>
    </message>
    <message>
        <source>list or table inside a table cell</source>
        <translation>表格单元格中的列表或表格</translation>
    </message>
    <message>
        <source>lists or tables inside table cells</source>
        <translation>表格单元格中的列表或表格</translation>
    </message>
    <message>
        <source>mark of a tracked insertion</source>
        <translation>修订插入标记</translation>
    </message>
    <message>
        <source>marks of tracked insertions</source>
        <translation>修订插入标记</translation>
    </message>
    <message>
        <source>merged table cell</source>
        <translation>合并单元格</translation>
    </message>
    <message>
        <source>merged table cells</source>
        <translation>合并单元格</translation>
    </message>
    <message>
        <source>name of a code's language</source>
        <translation>代码语言名称</translation>
    </message>
    <message>
        <source>names of codes' languages</source>
        <translation>代码语言名称</translation>
    </message>
    <message>
        <source>page header or footer</source>
        <translation>页眉或页脚</translation>
    </message>
    <message>
        <source>page headers or footers</source>
        <translation>页眉或页脚</translation>
    </message>
    <message>
        <source>page or column break</source>
        <translation>分页或分栏</translation>
    </message>
    <message>
        <source>page or column breaks</source>
        <translation>分页或分栏</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>raised or lowered passage</source>
        <translation>上标或下标</translation>
    </message>
    <message>
        <source>raised or lowered passages</source>
        <translation>上标或下标</translation>
    </message>
    <message>
        <source>script</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>scripts</source>
        <translation>脚本</translation>
    </message>
    <message>
        <source>symbol of a special font</source>
        <translation>特殊字体符号</translation>
    </message>
    <message>
        <source>symbols of special fonts</source>
        <translation>特殊字体符号</translation>
    </message>
    <message>
        <source>text box's place</source>
        <translation>文本框位置</translation>
    </message>
    <message>
        <source>text boxes' places</source>
        <translation>文本框位置</translation>
    </message>
    <message>
        <source>tracked deletion</source>
        <translation>修订删除</translation>
    </message>
    <message>
        <source>tracked deletions</source>
        <translation>修订删除</translation>
    </message>
    <message>
        <source>underlined passage</source>
        <translation>下划线</translation>
    </message>
    <message>
        <source>underlined passages</source>
        <translation>下划线</translation>
    </message>
    <message>
        <source>The text nests lists or quotes too deeply to be converted.</source>
        <translation>列表或引文嵌套过深，无法转换。</translation>
    </message>
    <message>
        <source>{1} is no OpenDocument text (it may be a sheet or slides).</source>
        <translation>“{1}”不是 OpenDocument 文本（可能是表格或幻灯片）。</translation>
    </message>
    <message>
        <source>{1} declares entities of its own; it stays closed.</source>
        <translation>“{1}”自行声明了实体，不予打开。</translation>
    </message>
    <message>
        <source>{1} is damaged; its text cannot be read safely.</source>
        <translation>“{1}”已损坏，其中的文字无法安全读取。</translation>
    </message>
    <message>
        <source>{1} holds too many parts to be a document; it stays closed.</source>
        <translation>“{1}”包含的部件太多，不像文档，不予打开。</translation>
    </message>
    <message>
        <source>{1} is damaged ({2}).</source>
        <translation>“{1}”已损坏（{2}）。</translation>
    </message>
    <message>
        <source>{1} is damaged; no text could be read from it.</source>
        <translation>“{1}”已损坏，读不出文字。</translation>
    </message>
    <message>
        <source>{1} is locked with a password; unlock it first.</source>
        <translation>“{1}”有密码保护，请先解除。</translation>
    </message>
    <message>
        <source>{1} is no document of this kind ({2} is missing).</source>
        <translation>“{1}”不是这类文档（缺少 {2}）。</translation>
    </message>
    <message>
        <source>{1} names files outside itself; it stays closed.</source>
        <translation>“{1}”引用了自身以外的文件，不予打开。</translation>
    </message>
    <message>
        <source>{1} unpacks to far more than a text; it stays closed.</source>
        <translation>“{1}”解压后远大于正常文字，不予打开。</translation>
    </message>
    <message>
        <source>The kept text in {1} is damaged beyond reading.</source>
        <translation>{1} 中保留的文字已损坏，无法读取。</translation>
    </message>
    <message>
        <source>Keeping your text safe failed inside Foreword; it is on the page: save it with Ctrl+S.</source>
        <translation>Foreword 内部保留文字时出错；文字还在页面上，请按 Ctrl+S 保存。</translation>
    </message>
    <message>
        <source>The disk is full: what you type is kept on the page only; make room, and save.</source>
        <translation>磁盘已满：您输入的内容只在页面上；请腾出空间并保存。</translation>
    </message>
    <message>
        <source>What you type is kept on the page only: {1} cannot be used ({2}); save often.</source>
        <translation>您输入的内容只在页面上：{1} 无法使用（{2}）；请经常保存。</translation>
    </message>
    <message>
        <source>What is never sent cannot be kept in {1} ({2}).</source>
        <translation>无法在 {1} 中保存从不发送的清单（{2}）。</translation>
    </message>
    <message>
        <source>{1} is damaged, so no document is sent; remove it to begin a new list.</source>
        <translation>{1} 已损坏，因此不发送任何文档；删除它即可开始新的清单。</translation>
    </message>
    <message>
        <source>Your dictionary cannot be saved in {1} ({2}).</source>
        <translation>您的词典无法保存到 {1}（{2}）。</translation>
    </message>
    <message>
        <source>Kept text was damaged beyond reading; what is left of it is in {1}.</source>
        <translation>保留的文字已损坏，无法读取；残余部分在 {1}。</translation>
    </message>
    <message>
        <source>All kept text is gone; what is on the page stays.</source>
        <translation>保留的文字已全部清除；页面上的内容不变。</translation>
    </message>
    <message>
        <source>No version could be kept ({1}).</source>
        <translation>无法保留版本（{1}）。</translation>
    </message>
    <message>
        <source>Some kept text could not be removed ({1}).</source>
        <translation>部分保留的文字无法删除（{1}）。</translation>
    </message>
    <message>
        <source>The kept text could not be removed ({1}).</source>
        <translation>保留的文字无法删除（{1}）。</translation>
    </message>
    <message>
        <source>The summary could not be kept ({1}).</source>
        <translation>摘要无法保留（{1}）。</translation>
    </message>
    <message>
        <source>its folder</source>
        <translation>原来的文件夹</translation>
    </message>
    <message>
        <source>the disk, and its folder with it</source>
        <translation>磁盘（文件夹也一同消失）</translation>
    </message>
    <message>
        <source>{1} has come into being meanwhile; save to replace it.</source>
        <translation>此间已另有一个“{1}”；保存即可替换它。</translation>
    </message>
    <message>
        <source>{1} is free again; you can write on.</source>
        <translation>“{1}”已空出，可以继续写作。</translation>
    </message>
    <message>
        <source>{1} is gone from {2}; save to make it again.</source>
        <translation>“{1}”已不在{2}；保存即可重新生成。</translation>
    </message>
    <message>
        <source>{1} is open in another window; here it can only be read.</source>
        <translation>“{1}”已在另一个窗口中打开；这里只能阅读。</translation>
    </message>
    <message>
        <source>{1} is open in another window; save under another name.</source>
        <translation>“{1}”已在另一个窗口中打开；请换个名称保存。</translation>
    </message>
    <message>
        <source>The summary could not be kept as {1} ({2}).</source>
        <translation>摘要无法保留为“{1}”（{2}）。</translation>
    </message>
    <message>
        <source>{1} is no summary of Foreword's, or is damaged; move it away to keep new ones.</source>
        <translation>“{1}”不是 Foreword 的摘要，或已损坏；移走它才能保留新的摘要。</translation>
    </message>
    <message>
        <source>"{1}" ({2}) does not exist in this file's encoding ({3}); save it as UTF-8.</source>
        <translation>该文件的编码（{3}）里没有“{1}”（{2}）这个字符；请存为 UTF-8。</translation>
    </message>
    <message>
        <source>The disk is full: {1} is as it was; make room and save again.</source>
        <translation>磁盘已满：“{1}”保持原样；请腾出空间再保存。</translation>
    </message>
    <message>
        <source>The text holds half a character ({1}) that no file can hold; delete it.</source>
        <translation>文字里有半个字符（{1}），任何文件都存不下；请删去。</translation>
    </message>
    <message>
        <source>There is no file {1}.</source>
        <translation>没有文件 {1}。</translation>
    </message>
    <message>
        <source>There is no folder {1}; save under another name.</source>
        <translation>没有文件夹 {1}；请换个名称保存。</translation>
    </message>
    <message>
        <source>{1} cannot be opened ({2}).</source>
        <translation>无法打开 {1}（{2}）。</translation>
    </message>
    <message>
        <source>{1} cannot be opened: reading it is not allowed.</source>
        <translation>无法打开 {1}：没有读取权限。</translation>
    </message>
    <message>
        <source>{1} cannot be saved ({2}); it is as it was.</source>
        <translation>“{1}”无法保存（{2}）；它保持原样。</translation>
    </message>
    <message>
        <source>{1} does not allow new files, which a safe save needs; save elsewhere.</source>
        <translation>{1} 不允许新建文件，而安全保存需要新建；请保存到别处。</translation>
    </message>
    <message>
        <source>{1} is a folder; open a file in it.</source>
        <translation>{1} 是文件夹；请打开其中的文件。</translation>
    </message>
    <message>
        <source>{1} is not a file that can be written; save under another name.</source>
        <translation>{1} 不是可以写入的文件；请换个名称保存。</translation>
    </message>
    <message>
        <source>{1} is write-protected; save under another name.</source>
        <translation>“{1}”有写保护；请换个名称保存。</translation>
    </message>
    <message>
        <source>{1} was changed by another program since it was opened; save under another name, or save again to replace it.</source>
        <translation>“{1}”打开之后被其他程序改过；请换个名称保存，或再次保存以替换它。</translation>
    </message>
    <message>
        <source>This version is damaged or gone; choose another one.</source>
        <translation>该版本已损坏或不存在；请另选一个。</translation>
    </message>
    <message>
        <source>The model lacks {1}; add it again.</source>
        <translation>模型缺少 {1}；请重新添加。</translation>
    </message>
    <message>
        <source>The model lacks {1}; install it again.</source>
        <translation>模型缺少 {1}；请重新安装。</translation>
    </message>
    <message>
        <source>There is no model folder {1} that can be read.</source>
        <translation>没有可读取的模型文件夹 {1}。</translation>
    </message>
    <message>
        <source>This model is of a newer format; update Foreword to use it.</source>
        <translation>这个模型的格式较新；请更新 Foreword。</translation>
    </message>
    <message>
        <source>{1} has no hash for {2}; install the model again.</source>
        <translation>{1} 里没有 {2} 的校验值；请重新安装模型。</translation>
    </message>
    <message>
        <source>{1} has no usable {2}; install the model again.</source>
        <translation>{1} 里没有可用的 {2}；请重新安装模型。</translation>
    </message>
    <message>
        <source>{1} is damaged; add the model again.</source>
        <translation>{1} 已损坏；请重新添加模型。</translation>
    </message>
    <message>
        <source>{1} is damaged; install the model again.</source>
        <translation>{1} 已损坏；请重新安装模型。</translation>
    </message>
    <message>
        <source>{1} is no model folder: it has no {2}.</source>
        <translation>{1} 不是模型文件夹：缺少 {2}。</translation>
    </message>
    <message>
        <source>{1} is not the file that the manifest describes; install the model again.</source>
        <translation>{1} 与清单所述不符；请重新安装模型。</translation>
    </message>
    <message>
        <source>{1} names a file outside its folder; do not use this model.</source>
        <translation>{1} 指向文件夹之外的文件；请勿使用此模型。</translation>
    </message>
    <message>
        <source>The model's chat template cannot be used ({1}); choose another model.</source>
        <translation>模型的对话模板无法使用（{1}）；请另选模型。</translation>
    </message>
    <message>
        <source>The fused graph lacks or adds {1}; build it again.</source>
        <translation>融合图缺少或多出 {1}；请重新构建。</translation>
    </message>
    <message>
        <source>The graph asks for {1}, which is not supported.</source>
        <translation>计算图需要 {1}，尚不支持。</translation>
    </message>
    <message>
        <source>The graph does not tell its heads; build it again.</source>
        <translation>计算图没有注明注意力头数；请重新构建。</translation>
    </message>
    <message>
        <source>The graph does not tell its vocabulary; build it again.</source>
        <translation>计算图没有注明词表；请重新构建。</translation>
    </message>
    <message>
        <source>The graph has no KV cache; export it with past (text-generation).</source>
        <translation>计算图没有 KV 缓存；请连同缓存一起导出（text-generation）。</translation>
    </message>
    <message>
        <source>The graph's {1} is not (batch, heads, past, size).</source>
        <translation>计算图的 {1} 不是 (batch, heads, past, size)。</translation>
    </message>
    <message>
        <source>The model was closed.</source>
        <translation>模型已关闭。</translation>
    </message>
    <message>
        <source>The tokenizer is not this graph's; install the model again.</source>
        <translation>分词器与计算图不匹配；请重新安装模型。</translation>
    </message>
    <message>
        <source>This model has no graph for the CPU; choose another model.</source>
        <translation>这个模型没有 CPU 版计算图；请另选模型。</translation>
    </message>
    <message>
        <source>{1} has no graph for CUDA, so it runs on the CPU.</source>
        <translation>{1} 没有适用于 CUDA 的图，因此在 CPU 上运行。</translation>
    </message>
    <message>
        <source>{1} runs on the CPU: {2}.</source>
        <translation>{1} 在 CPU 上运行：{2}。</translation>
    </message>
    <message>
        <source>The model in use follows no requests in words; an instruct model does: `foreword models list` shows those you can add.</source>
        <translation>当前模型听不懂文字要求；指令模型可以：运行 `foreword models list` 查看可添加的模型。</translation>
    </message>
    <message>
        <source>The model in use was not taught to {1}; an instruct model can: see `foreword models`.</source>
        <translation>当前模型没有学过“{1}”；指令模型可以：见 `foreword models`。</translation>
    </message>
    <message>
        <source>The address must hold no name, password or “?”; keys go below.</source>
        <translation>地址中不能含有用户名、密码或问号；密钥请填在下面。</translation>
    </message>
    <message>
        <source>This is no address; write one like https://server.example/v1.</source>
        <translation>这不是一个地址；请写成类似 https://server.example/v1 的形式。</translation>
    </message>
    <message>
        <source>Write the server's address first, e.g. http://localhost:8080/v1.</source>
        <translation>请先填写服务器地址，例如 http://localhost:8080/v1。</translation>
    </message>
    <message>
        <source>{1} is another machine, so its address must begin with https://. Without https, anyone on the way could read your text.</source>
        <translation>{1} 是另一台机器，因此它的地址必须以 https:// 开头。没有 https，途中的任何人都能读到你的文字。</translation>
    </message>
    <message>
        <source>The server lists no models; look whether its address is right.</source>
        <translation>服务器没有列出任何模型；请检查地址是否正确。</translation>
    </message>
    <message>
        <source>The server stopped with an error of its own.</source>
        <translation>服务器因自身的错误而停止。</translation>
    </message>
    <message>
        <source>The server's answer cannot be read; look whether its address is right.</source>
        <translation>无法读懂服务器的回答；请检查地址是否正确。</translation>
    </message>
    <message>
        <source>{1} asks for a key.</source>
        <translation>{1} 需要密钥。</translation>
    </message>
    <message>
        <source>{1} does not accept this key.</source>
        <translation>{1} 不接受这个密钥。</translation>
    </message>
    <message>
        <source>{1} does not allow this with the key that it has.</source>
        <translation>{1} 不允许用这个密钥这样做。</translation>
    </message>
    <message>
        <source>{1} has no such model, or nothing at this address.</source>
        <translation>{1} 没有这个模型，或者这个地址上什么也没有。</translation>
    </message>
    <message>
        <source>{1} has trouble ({2}); trying again later.</source>
        <translation>{1} 出了问题（{2}）；稍后会再试。</translation>
    </message>
    <message>
        <source>{1} refuses what it is asked ({2}).</source>
        <translation>{1} 拒绝了请求（{2}）。</translation>
    </message>
    <message>
        <source>The certificate of {1} cannot be trusted.</source>
        <translation>{1} 的证书不可信。</translation>
    </message>
    <message>
        <source>The key holds characters that no key has; copy it again.</source>
        <translation>密钥里有不该有的字符；请重新复制。</translation>
    </message>
    <message>
        <source>The server's answer has no end; it was cut.</source>
        <translation>服务器的回答没完没了，已被截断。</translation>
    </message>
    <message>
        <source>The server's answer is far too long; it was cut.</source>
        <translation>服务器的回答太长，已被截断。</translation>
    </message>
    <message>
        <source>What {1} answers cannot be read.</source>
        <translation>无法读懂 {1} 的回答。</translation>
    </message>
    <message>
        <source>{1} broke the answer off.</source>
        <translation>{1} 中断了回答。</translation>
    </message>
    <message>
        <source>{1} does not answer in time.</source>
        <translation>{1} 没有及时回答。</translation>
    </message>
    <message>
        <source>{1} wants to send your text on to {2}; nothing was sent there. Write the address that you mean.</source>
        <translation>{1} 想把你的文字转发到 {2}；没有向那里发送任何内容。请写出你真正要用的地址。</translation>
    </message>
    <message>
        <source>A server cannot weigh a text; the model on this machine does.</source>
        <translation>服务器无法衡量文字；由本机的模型来做。</translation>
    </message>
    <message>
        <source>A server follows requests in words only.</source>
        <translation>服务器只接受用文字表达的请求。</translation>
    </message>
    <message>
        <source>{1} answers questions but continues no text.</source>
        <translation>{1} 能回答问题，但不能续写文字。</translation>
    </message>
    <message>
        <source>{1} has not answered yet.</source>
        <translation>{1} 还没有回答。</translation>
    </message>
    <message>
        <source>{1} is not asked any more.</source>
        <translation>不再向 {1} 发送请求。</translation>
    </message>
    <message>
        <source>The graph's {1} has a type that is not supported.</source>
        <translation>计算图的 {1} 类型不受支持。</translation>
    </message>
    <message>
        <source>{1} cannot be loaded ({2}); install the model again.</source>
        <translation>{1} 无法载入（{2}）；请重新安装模型。</translation>
    </message>
    <message>
        <source>The scripted model follows no requests in words.</source>
        <translation>脚本模型听不懂文字要求。</translation>
    </message>
    <message>
        <source>The scripted model was not taught to {1}.</source>
        <translation>脚本模型没有学过“{1}”。</translation>
    </message>
    <message>
        <source>{1} is damaged; download the model again.</source>
        <translation>{1} 已损坏；请重新下载模型。</translation>
    </message>
    <message>
        <source>{1} is far too large; do not use this model.</source>
        <translation>{1} 过大；请勿使用此模型。</translation>
    </message>
    <message>
        <source>The catalogue of models is damaged; install Foreword again.</source>
        <translation>模型目录已损坏；请重新安装 Foreword。</translation>
    </message>
    <message>
        <source>No config.json in {1}; it is not a checkpoint.</source>
        <translation>{1} 里没有 config.json；它不是检查点。</translation>
    </message>
    <message>
        <source>No fused graph for {1}; export it with optimum instead.</source>
        <translation>{1} 没有对应的融合图；请改用 optimum 导出。</translation>
    </message>
    <message>
        <source>The checkpoint lacks {1}; download it again.</source>
        <translation>检查点缺少 {1}；请重新下载。</translation>
    </message>
    <message>
        <source>config.json lacks usable numbers ({1}); download the model again.</source>
        <translation>config.json 里没有可用的数值（{1}）；请重新下载模型。</translation>
    </message>
    <message>
        <source>config.json lacks usable numbers; download the model again.</source>
        <translation>config.json 里没有可用的数值；请重新下载模型。</translation>
    </message>
    <message>
        <source>{1} does not fit config.json; download the model again.</source>
        <translation>{1} 与 config.json 不符；请重新下载模型。</translation>
    </message>
    <message>
        <source>{1} has no fused graph here; export it with optimum instead.</source>
        <translation>这里没有 {1} 的融合图；请改用 optimum 导出。</translation>
    </message>
    <message>
        <source>{1} holds {2}; take the model's unquantized weights.</source>
        <translation>{1} 含有{2}；请改用未量化的权重。</translation>
    </message>
    <message>
        <source>optimum cannot export this model ({1}).</source>
        <translation>optimum 无法导出此模型（{1}）。</translation>
    </message>
    <message>
        <source>The disk has {1} MB free; this model needs up to {2} MB while it is fetched and converted.</source>
        <translation>磁盘剩余 {1} MB；下载和转换此模型最多需要 {2} MB。</translation>
    </message>
    <message>
        <source>The disk refused the download ({1}); what arrived is kept.</source>
        <translation>磁盘写入失败（{1}）；已下载的部分保留。</translation>
    </message>
    <message>
        <source>The hub does not send the file; try again later.</source>
        <translation>模型站没有发送文件；请稍后再试。</translation>
    </message>
    <message>
        <source>The line was cut.</source>
        <translation>连接中断。</translation>
    </message>
    <message>
        <source>{1} What arrived is kept.</source>
        <translation>{1}已下载的部分保留。</translation>
    </message>
    <message>
        <source>{1} arrived with a wrong checksum and was thrown away; try again.</source>
        <translation>{1} 的校验值不符，已丢弃；请重试。</translation>
    </message>
    <message>
        <source>{1} is longer than the hub said; it was thrown away.</source>
        <translation>{1} 比模型站所说的更大，已丢弃。</translation>
    </message>
    <message>
        <source>The graph is nested too deep; do not use this model.</source>
        <translation>计算图嵌套过深；请勿使用此模型。</translation>
    </message>
    <message>
        <source>{1} is damaged or no ONNX graph.</source>
        <translation>{1} 已损坏，或不是 ONNX 计算图。</translation>
    </message>
    <message>
        <source>{1} is no ONNX graph; download it again.</source>
        <translation>{1} 不是 ONNX 计算图；请重新下载。</translation>
    </message>
    <message>
        <source>{1} needs operators of {2}, unknown here.</source>
        <translation>{1} 需要 {2} 的算子，这里不认识。</translation>
    </message>
    <message>
        <source>{1} needs {2}, which is not there.</source>
        <translation>{1} 需要 {2}，但它不存在。</translation>
    </message>
    <message>
        <source>{1} reaches outside its folder; do not use this model.</source>
        <translation>{1} 指向文件夹之外；请勿使用此模型。</translation>
    </message>
    <message>
        <source>A width of {1} has no block table here; build with table bits 0.</source>
        <translation>宽度 {1} 没有对应的分块表；请以 0 位表构建。</translation>
    </message>
    <message>
        <source>HF_ENDPOINT is no https address; take it away or mend it.</source>
        <translation>HF_ENDPOINT 不是 https 地址；请删去或改正。</translation>
    </message>
    <message>
        <source>The hub does not know this token, or it may not read {1}.</source>
        <translation>模型站不认识这个令牌，或它无权读取 {1}。</translation>
    </message>
    <message>
        <source>The hub has no model {1} that can be read without a token.</source>
        <translation>模型站上没有无需令牌即可读取的模型 {1}。</translation>
    </message>
    <message>
        <source>The hub has trouble ({1}); try again later.</source>
        <translation>模型站出了问题（{1}）；请稍后再试。</translation>
    </message>
    <message>
        <source>The hub named no commit of this model; try again later.</source>
        <translation>模型站没有给出此模型的版本；请稍后再试。</translation>
    </message>
    <message>
        <source>The hub refused {1} ({2}).</source>
        <translation>模型站拒绝了 {1}（{2}）。</translation>
    </message>
    <message>
        <source>The hub sent the download elsewhere ({1}); it was refused.</source>
        <translation>模型站把下载转到了别处（{1}），已拒绝。</translation>
    </message>
    <message>
        <source>{1} asks for its makers' consent: agree to their terms at {2}, make a read token there, and give it here.</source>
        <translation>{1} 需要作者同意：请到 {2} 接受条款，在那里生成只读令牌，再填到这里。</translation>
    </message>
    <message>
        <source>{1} cannot be reached or stopped answering; try again later.</source>
        <translation>无法连接 {1}，或它停止了响应；请稍后再试。</translation>
    </message>
    <message>
        <source>{1} is no name of the hub; names look like owner/model.</source>
        <translation>{1} 不是模型站上的名称；名称形如 owner/model。</translation>
    </message>
    <message>
        <source>GGUF files are not read; look for the model's safetensors.</source>
        <translation>不读取 GGUF 文件；请找该模型的 safetensors 版。</translation>
    </message>
    <message>
        <source>The disk has {1} MB free; this model needs up to {2} MB.</source>
        <translation>磁盘剩余 {1} MB；此模型最多需要 {2} MB。</translation>
    </message>
    <message>
        <source>The model cannot be written ({1}).</source>
        <translation>模型无法写入（{1}）。</translation>
    </message>
    <message>
        <source>There is no folder {1}.</source>
        <translation>没有文件夹 {1}。</translation>
    </message>
    <message>
        <source>This checkpoint is pickled, and unpickling runs code, so it is never read; look for the same model as safetensors.</source>
        <translation>这个检查点是 pickle 格式，读取它会运行代码，因此从不读取；请找同一模型的 safetensors 版。</translation>
    </message>
    <message>
        <source>This machine has too little memory free for this model.</source>
        <translation>这台电脑的可用内存不足以运行此模型。</translation>
    </message>
    <message>
        <source>This model brings code of its own, which is never run; choose another.</source>
        <translation>这个模型自带代码，而代码从不运行；请另选模型。</translation>
    </message>
    <message>
        <source>{1} holds no *.safetensors, no model.onnx and no manifest.json.</source>
        <translation>{1} 里没有 *.safetensors、model.onnx，也没有 manifest.json。</translation>
    </message>
    <message>
        <source>No tokenizer.json in {1}; only such tokenizers are read.</source>
        <translation>{1} 里没有 tokenizer.json；只读取这种分词器。</translation>
    </message>
    <message>
        <source>The converted model agrees with its original on {1} of a page only; it was not kept.</source>
        <translation>转换后的模型只在一页的 {1} 上与原模型一致，因此没有保留。</translation>
    </message>
    <message>
        <source>Another Foreword is fetching this model just now.</source>
        <translation>另一个 Foreword 正在下载这个模型。</translation>
    </message>
    <message>
        <source>The model runs and says nothing; do not use it.</source>
        <translation>模型能运行却没有输出；请勿使用。</translation>
    </message>
    <message>
        <source>No fused graph for {1} rotary positions; export it with optimum.</source>
        <translation>没有支持 {1} 旋转位置编码的融合图；请用 optimum 导出。</translation>
    </message>
    <message>
        <source>config.json tells no usable {1} rotary positions.</source>
        <translation>config.json 里没有可用的 {1} 旋转位置编码。</translation>
    </message>
    <message>
        <source>No model called {1} is here; see `foreword models list`.</source>
        <translation>这里没有叫 {1} 的模型；见 `foreword models list`。</translation>
    </message>
    <message>
        <source>Several models are called {1}; say which: {2}.</source>
        <translation>有多个模型叫 {1}；请指明是哪个：{2}。</translation>
    </message>
    <message>
        <source>The model cannot be put in place ({1}).</source>
        <translation>模型无法就位（{1}）。</translation>
    </message>
    <message>
        <source>The model in the box stays; it takes no room of yours.</source>
        <translation>内置模型不能移除；它不占您的空间。</translation>
    </message>
    <message>
        <source>{1} cannot be removed ({2}).</source>
        <translation>{1} 无法移除（{2}）。</translation>
    </message>
    <message>
        <source>{1} has no hashes to check; add it again to get them.</source>
        <translation>{1} 没有可核对的校验值；重新添加即可获得。</translation>
    </message>
    <message>
        <source>{1} is missing; add the model again.</source>
        <translation>缺少 {1}；请重新添加模型。</translation>
    </message>
    <message>
        <source>No *.safetensors in {1}; other formats are not read.</source>
        <translation>{1} 里没有 *.safetensors；不读取其他格式。</translation>
    </message>
    <message>
        <source>{1} is damaged; download it again.</source>
        <translation>{1} 已损坏；请重新下载。</translation>
    </message>
    <message>
        <source>The hub tells no checksum of {1}; it is not fetched.</source>
        <translation>模型站没有给出 {1} 的校验值，因此不下载。</translation>
    </message>
    <message>
        <source>This model has no tokenizer.json; only such tokenizers are read.</source>
        <translation>这个模型没有 tokenizer.json；只读取这种分词器。</translation>
    </message>
    <message>
        <source>This model is there as pickle only, and unpickling runs code, so it is never fetched; look for the same model as safetensors.</source>
        <translation>这个模型只有 pickle 格式，读取它会运行代码，因此从不下载；请找同一模型的 safetensors 版。</translation>
    </message>
    <message>
        <source>{1} holds neither safetensors nor a ready ONNX graph.</source>
        <translation>{1} 里既没有 safetensors，也没有现成的 ONNX 计算图。</translation>
    </message>
    <message>
        <source>{1} is damaged; do not use this model.</source>
        <translation>{1} 已损坏；请勿使用此模型。</translation>
    </message>
    <message>
        <source>Settings with wrong values were reset ({1}).</source>
        <translation>数值有误的设置已重置（{1}）。</translation>
    </message>
    <message>
        <source>The old file is kept as {1}.</source>
        <translation>旧文件保留为“{1}”。</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {1} ({2}).</source>
        <translation>设置无法保存到 {1}（{2}）。</translation>
    </message>
    <message>
        <source>The settings file was damaged; using the defaults.</source>
        <translation>设置文件已损坏，现用默认设置。</translation>
    </message>
    <message>
        <source>The settings in {1} cannot be read ({2}); using the defaults.</source>
        <translation>无法读取 {1} 中的设置（{2}），现用默认设置。</translation>
    </message>
    <message>
        <source>{1} cannot be read ({2}).</source>
        <translation>无法读取“{1}”（{2}）。</translation>
    </message>
    <message>
        <source>{1} has wrong values ({2}); nothing was changed.</source>
        <translation>“{1}”中的数值有误（{2}）；未作任何更改。</translation>
    </message>
    <message>
        <source>{1} holds no settings of Foreword; choose another file.</source>
        <translation>“{1}”里没有 Foreword 的设置；请另选文件。</translation>
    </message>
</context>
</TS>
